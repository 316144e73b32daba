from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from os import PathLike
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Tensor
from torchvision import transforms

Picture: TypeAlias = npt.NDArray[np.uint8]
Channel: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Statistics:
    mean: Channel
    std: Channel

    def undo(self, x: Tensor) -> Tensor:
        mean, std = (torch.tensor(v, dtype=x.dtype).view(3, 1, 1) for v in (self.mean, self.std))
        return torch.addcmul(mean, x, std)


@dataclass(frozen=True, kw_only=True)
class Preset:
    resize: int = 256
    crop: int = 224
    statistics: Statistics = field(default_factory=lambda: Statistics((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)))
    steps: transforms.Compose = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        steps: Sequence[Callable] = (
            transforms.Resize(self.resize),
            transforms.CenterCrop(self.crop),
            transforms.ToTensor(),
            transforms.Normalize(self.statistics.mean, self.statistics.std),
        )
        object.__setattr__(self, "steps", transforms.Compose(list(steps)))

    def __call__(self, image: Image.Image, /) -> Tensor:
        return self.steps(image)


PRESET: Final = Preset()


def load_rgb(path: str | PathLike[str]) -> Image.Image:
    image: Image.Image = Image.open(path)
    match image.mode:
        case "RGB":
            image.load()
            return image
        case "RGBA" | "LA" | "PA":
            flat = Image.new("RGBA", image.size, (255, 255, 255, 255))
            return Image.alpha_composite(flat, image.convert("RGBA")).convert("RGB")
        case _:
            return image.convert("RGB")


def build_transform() -> Callable[[Image.Image], Tensor]:
    return Preset()


def to_batch(image: Tensor) -> Tensor:
    match image.shape:
        case (3, _, _):
            return image[torch.newaxis]
        case shape:
            raise ValueError(f"not an image: {shape}")


def denormalize(x: Tensor) -> Picture:
    v: Tensor = PRESET.statistics.undo(x)
    picture: Picture = v.mul(255).round().clamp(0, 255).byte().permute(1, 2, 0).numpy()
    return picture
