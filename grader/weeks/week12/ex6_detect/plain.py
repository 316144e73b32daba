"""Numbers in tensors as Python's own, for the checks of ex6_detect."""

from __future__ import annotations

import numpy as np
import torch

# ---- numbers in tensors ---------------------------------------------------------------------------------------------


def is_foreign(value):
    """Whether it is a tensor, array or NumPy number that somebody forgot to make Python's own."""
    return isinstance(value, torch.Tensor | np.ndarray | np.generic) and not isinstance(value, float | str)


def to_plain(value):
    """The value with Python's own numbers in place of tensors and NumPy's, for checks that look at something else."""
    if type(value) is list:
        return [to_plain(item) for item in value]
    return value.tolist() if is_foreign(value) and np.prod(value.shape) < 100 else value
