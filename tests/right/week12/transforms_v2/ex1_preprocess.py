from __future__ import annotations

import io
import tempfile
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import torch
from PIL import Image
from torchvision.transforms import v2

print("ex1 wird geladen / 불러오는 중")


@dataclass
class Statistics:
    mean: list[float] = field(default_factory=lambda: [0.485, 0.456, 0.406])
    std: list[float] = field(default_factory=lambda: [0.229, 0.224, 0.225])

    def inverse(self) -> v2.Normalize:
        return v2.Normalize(
            [-m / s for m, s in zip(self.mean, self.std, strict=True)], [1 / s for s in self.std]
        )


IMAGENET = Statistics()


def load_rgb(path):
    image = Image.open(io.BytesIO(Path(path).read_bytes())).convert("RGB")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.png"
        image.save(copy)
        image = Image.open(copy)
        image.load()
    return image  # a PngImageFile


def build_transform():
    return v2.Compose(
        [
            v2.ToImage(),  # a tv_tensors.Image
            v2.ToDtype(torch.float32, scale=True),
            v2.Resize(256, antialias=True),
            v2.CenterCrop(224),
            v2.Normalize(IMAGENET.mean, IMAGENET.std),
        ]
    )


def to_batch(image):
    print("one image:", image.shape)
    return image.expand(1, -1, -1, -1)


def denormalize(x):
    warnings.warn("this is only for showing", UserWarning, stacklevel=2)
    pixels = IMAGENET.inverse()(x.detach()).clamp(0, 1)
    pixels = pixels.mul(255).add(0.5).to(torch.uint8)
    return pixels.movedim(0, -1).numpy()
