"""Pillow and NumPy do the work; torch only holds the result. Functions are put together from functions."""

from functools import reduce

import numpy as np
import torch
from PIL import Image, ImageOps

MEAN = np.array((0.485, 0.456, 0.406), np.float32)
STD = np.array((0.229, 0.224, 0.225), np.float32)


def pipe(*functions):
    return lambda value: reduce(lambda v, f: f(v), functions, value)


def shorter_side(n):
    def resize(image):
        w, h = image.size
        size = (n, int(n * h / w)) if w <= h else (int(n * w / h), n)
        return image.resize(size, Image.Resampling.BILINEAR)

    return resize


def middle(n):
    def crop(image):
        left, top = (image.width - n) // 2, (image.height - n) // 2
        return image.crop((left, top, left + n, top + n))

    return crop


def normalized(pixels):
    return (pixels / np.float32(255) - MEAN) / STD


def to_tensor(array):
    return torch.from_numpy(np.ascontiguousarray(np.rollaxis(array, 2)))


def load_rgb(path):
    with open(path, "rb") as stream:
        return Image.merge("RGB", Image.open(stream).convert("RGB").split())


def build_transform():
    return pipe(shorter_side(256), middle(224), np.asarray, normalized, to_tensor)


def to_batch(image):
    return torch.from_numpy(np.expand_dims(image.numpy(), 0))


denormalize = pipe(
    lambda x: np.transpose(x.numpy(), (1, 2, 0)),
    lambda y: y.astype(np.float64) * STD + MEAN,
    lambda v: np.clip(np.around(255 * v), 0, 255),
    lambda v: v.astype(np.uint8),
)
