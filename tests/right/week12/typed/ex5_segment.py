from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypedDict

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Tensor, nn

Bytes = npt.NDArray[np.uint8]


class Output(TypedDict, total=False):
    out: Tensor
    aux: Tensor


class Color(NamedTuple):
    red: int
    green: int
    blue: int

    @classmethod
    def of_class(cls, i: int) -> Color:
        return cls(*(i * factor % 255 for factor in (2**25 - 1, 2**15 - 1, 2**21 - 1)))


def segment(model: nn.Module, batch: Tensor) -> Tensor:
    model.eval()
    with torch.no_grad():
        output: Output = model(batch)
    match output:
        case {"out": Tensor() as scores}:
            return torch.argmax(scores, dim=1)
        case _:
            raise TypeError(type(output))


def color_palette(num_classes: int = 21) -> Bytes:
    return np.array([Color.of_class(i) for i in range(num_classes)], dtype=np.uint8)


@dataclass(frozen=True)
class Size:
    width: int
    height: int


def nearest(length: int, of: int) -> Tensor:
    """For each of `length` pixels the index of the nearest of `of` pixels."""
    middles = (torch.arange(length, dtype=torch.float64) + 0.5) * of / length
    return middles.floor().long().clamp(max=of - 1)


def colorize(mask: Tensor, palette: Bytes | Tensor, size: tuple[int, int]) -> Image.Image:
    match palette:
        case Tensor():
            colors = palette.numpy()
        case np.ndarray():
            colors = palette
    target = Size(*size)
    rows, columns = nearest(target.height, mask.shape[0]), nearest(target.width, mask.shape[1])
    ids: Tensor = mask[rows[:, None], columns[None, :]]
    return Image.fromarray(colors[ids.numpy()])


def cut_out(
    image: Image.Image, mask: Tensor, class_id: int, background: tuple[int, int, int] = (255, 255, 255)
) -> Image.Image:
    pixels: Bytes = np.asarray(image.convert("RGB"))
    keep: npt.NDArray[np.bool_] = (mask == class_id).numpy()[..., np.newaxis]
    return Image.fromarray(np.where(keep, pixels, np.array(background, dtype=np.uint8)))


@dataclass
class Overlap:
    both: int = 0
    either: int = 0

    @property
    def iou(self) -> float:
        return self.both / self.either


def mean_iou(pred: Tensor, target: Tensor, num_classes: int) -> float:
    known: Tensor = target.ne(255)
    overlaps: list[Overlap] = []
    for c in range(num_classes):
        p, t = pred.eq(c) & known, target.eq(c) & known
        overlaps.append(Overlap(int((p & t).sum()), int((p | t).sum())))
    present = [o.iou for o in overlaps if o.either]
    return sum(present) / len(present)
