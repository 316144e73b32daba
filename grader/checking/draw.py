"""Inputs that the examiner draws: each check has a generator of its own, derived from the run's seed and the check's id.

A submission cannot work them out from its own random state: that is seeded through a one-way function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from grader.core.errors import GraderFault
from grader.core.seeds import derive

T = TypeVar("T")
TRIES = 10_000
"""Draws after which a condition is taken for one that nothing meets; the rarest that a check asks for needs some hundred."""
_SYLLABLES = [consonant + vowel for consonant in "bdklmnrst" for vowel in "aeio"]


class Draw:
    """Random inputs of one check. The same seed and id give the same inputs on every machine (NumPy's PCG64)."""

    def __init__(self, seed: int, purpose: str) -> None:
        self.purpose = purpose
        self.rng = np.random.Generator(np.random.PCG64(derive(seed, f"draw/{purpose}")))

    def integer(self, low: int, high: int) -> int:
        """One of low, ..., high (both included)."""
        return int(self.rng.integers(low, high + 1))

    def number(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def choice(self, items: Sequence[T]) -> T:
        return items[self.integer(0, len(items) - 1)]

    def until(self, make: Callable[[], T], suits: Callable[[T], bool]) -> T:
        """Call `make` until a value suits, so that no tie or rounding decides a check. Raises GraderFault if none does."""
        for _ in range(TRIES):
            if suits(value := make()):
                return value
        raise GraderFault(f"{self.purpose}: none of {TRIES:,} draws suits")

    def permutation(self, n: int) -> list[int]:
        return [int(i) for i in self.rng.permutation(n)]

    def distinct(self, count: int, low: int, high: int) -> list[int]:
        """`count` different integers of low, ..., high (both included), in random order."""
        return [int(i) + low for i in self.rng.choice(high - low + 1, count, replace=False)]

    def normal(self, *shape: int, std: float = 1.0, mean: float = 0.0) -> Tensor:
        """float32 tensor of normal numbers."""
        return torch.from_numpy(self.rng.normal(mean, std, shape).astype(np.float32)).reshape(shape)

    def uniform(self, *shape: int, low: float = 0.0, high: float = 1.0) -> Tensor:
        """float32 tensor of numbers in low..high."""
        return torch.from_numpy(self.rng.uniform(low, high, shape).astype(np.float32)).reshape(shape)

    def integers(self, *shape: int, low: int, high: int) -> Tensor:
        """int64 tensor of low, ..., high (both included)."""
        return torch.from_numpy(self.rng.integers(low, high + 1, shape)).reshape(shape)

    def names(self, count: int) -> list[str]:
        """`count` different made-up class names, such as `kilora`; some have two words, as ImageNet's do."""
        names: list[str] = []
        while len(names) < count:
            word = "".join(self.choice(_SYLLABLES) for _ in range(3))
            if self.integer(0, 3) == 0:
                word += " " + "".join(self.choice(_SYLLABLES) for _ in range(2))
            if word not in names:
                names.append(word)
        return names

    def pixels(self, height: int, width: int, channels: int = 3) -> np.ndarray:
        """uint8 `[height, width, channels]`: colour gradients with coarse blobs and a little noise, as in a photo.

        Left and right, top and bottom, and the channels all differ, so that a flip, a squash or a swap shows.
        """
        y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
        out = np.empty((height, width, channels))
        for c in range(channels):
            a, b, d = self.rng.uniform(-80, 80, 3)
            fx, fy = self.rng.uniform(2, 9, 2)
            p, q = self.rng.uniform(0, 6.28, 2)
            out[..., c] = (
                self.rng.uniform(90, 165)
                + a * (x - 0.5)
                + b * (y - 0.5)
                + d * np.sin(fx * x + p) * np.sin(fy * y + q)
            )
        out += self.rng.normal(0, 4, out.shape)
        return np.clip(np.rint(out), 0, 255).astype(np.uint8)

    def image(self, width: int, height: int) -> Image.Image:
        """An RGB picture of `pixels`."""
        return Image.fromarray(self.pixels(height, width))

    def state(self, model: torch.nn.Module, gain: float = 1.0) -> dict[str, Tensor]:
        """Fresh weights for every parameter and buffer of `model`, scaled so that values neither vanish nor explode.

        Normal with variance gain^2 * 2 / fan_in for weights (He et al. 2015, arXiv:1502.01852); small biases;
        BatchNorm gets scales and variances in 0.5..1.5, so that train and eval mode differ clearly.
        """
        state: dict[str, Tensor] = {}
        for name, value in model.state_dict().items():
            if not value.is_floating_point():
                state[name] = torch.zeros(value.shape, dtype=value.dtype)
            elif value.dim() > 1:
                fan_in = int(np.prod(value.shape[1:]))
                state[name] = self.normal(*value.shape, std=gain * (2 / fan_in) ** 0.5)
            elif name.endswith(("running_var", "weight")):
                state[name] = self.uniform(*value.shape, low=0.5, high=1.5)
            else:
                state[name] = self.normal(*value.shape, std=0.3)
        return state
