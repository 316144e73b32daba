import functools
import time

import numpy as np
import torch
from PIL import Image
from torchvision import transforms as T


def timed(function):
    """Prints how long a call takes."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            print(f"{function.__name__}: {1000 * (time.perf_counter() - start):.1f} ms")

    return wrapper


def after(*steps):
    """Sends the result of a function through further functions."""

    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return functools.reduce(lambda value, step: step(value), steps, function(*args, **kwargs))

        return wrapper

    return decorate


@timed
@after(lambda image: image.convert("RGB"))
def load_rgb(path):
    return Image.open(path)


@functools.cache
def build_transform():
    compose = T.Compose(
        [
            T.Resize(256, interpolation=T.InterpolationMode.BILINEAR),
            T.CenterCrop((224, 224)),
            T.PILToTensor(),
            T.ConvertImageDtype(torch.float),
            T.Normalize(mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225)),
        ]
    )
    return timed(functools.wraps(compose.__call__)(lambda image: compose(image)))


@functools.singledispatch
def to_batch(image):
    raise TypeError(type(image))


@to_batch.register
def _(image: torch.Tensor):
    return torch.unsqueeze(image, 0)


@timed
@after(np.rint, lambda a: a.clip(0, 255), np.uint8)
@torch.no_grad()
def denormalize(x):
    mean, std = np.float32([[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]])
    return (x.movedim(0, 2).numpy() * std + mean) * 255
