import numpy as np
import torch
from PIL import Image
from torch import nn

IGNORE = 255


def segment(model, batch):
    assert isinstance(model, nn.Module)
    assert isinstance(batch, torch.Tensor) and batch.ndim == 4
    model.eval()
    with torch.no_grad():
        answer = model(batch)
    if not isinstance(answer, dict) or "out" not in answer:
        raise TypeError("the model returns no dictionary with 'out'")
    out = answer["out"]
    assert out.ndim == 4 and out.shape[0] == batch.shape[0] and out.shape[2:] == batch.shape[2:], out.shape
    classes = out.argmax(dim=1)
    assert classes.dtype == torch.int64 and classes.max() < out.shape[1]
    return classes


def color_palette(num_classes=21):
    assert isinstance(num_classes, int) and num_classes > 0
    numbers = np.arange(num_classes, dtype=object)  # Python's integers never overflow
    palette = np.stack([numbers * (2**n - 1) % 255 for n in (25, 15, 21)], axis=1)
    assert palette.min() >= 0 and palette.max() < 255
    assert tuple(palette[0]) == (0, 0, 0)
    return palette.astype(np.uint8)


def colorize(mask, palette, size):
    assert isinstance(mask, torch.Tensor) and mask.ndim == 2 and not mask.is_floating_point()
    assert isinstance(palette, (np.ndarray, torch.Tensor)) and tuple(palette.shape)[1:] == (3,)
    assert len(size) == 2 and all(isinstance(v, int) and v > 0 for v in size)
    assert 0 <= mask.min() and mask.max() < len(palette)
    colors = np.asarray(palette)
    assert colors.dtype == np.uint8
    picture = Image.fromarray(colors[mask.numpy()]).resize(size, resample=Image.Resampling.NEAREST)
    assert picture.mode == "RGB" and picture.size == tuple(size)
    used = {color for _, color in picture.getcolors(maxcolors=size[0] * size[1])}
    assert used <= {tuple(c) for c in colors.tolist()}
    return picture


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    assert isinstance(image, Image.Image) and isinstance(mask, torch.Tensor)
    assert image.size == (mask.shape[1], mask.shape[0]), (image.size, mask.shape)
    assert isinstance(class_id, int)
    assert len(background) == 3 and all(0 <= v <= 255 for v in background)
    pixels = np.array(image.convert("RGB"))
    assert pixels.shape == (*mask.shape, 3)
    pixels[(mask != class_id).numpy()] = background
    result = Image.fromarray(pixels)
    assert result.size == image.size and result.mode == "RGB"
    return result


def mean_iou(pred, target, num_classes):
    assert isinstance(pred, torch.Tensor) and isinstance(target, torch.Tensor)
    assert pred.shape == target.shape and pred.ndim in (2, 3)
    assert 0 <= pred.min() and pred.max() < num_classes <= IGNORE
    known = target != IGNORE
    assert known.any(), "nothing to compare"
    pred, target = pred[known], target[known]
    assert 0 <= target.min() and target.max() < num_classes
    table = torch.bincount(target.long() * num_classes + pred.long(), minlength=num_classes**2)
    table = table.reshape(num_classes, num_classes)
    assert table.sum() == known.sum()
    both = table.diag()
    union = table.sum(0) + table.sum(1) - both
    assert (both <= union).all()
    result = (both[union > 0].double() / union[union > 0].double()).mean().item()
    assert 0.0 <= result <= 1.0
    return result
