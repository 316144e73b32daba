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


# ---- lists of detections --------------------------------------------------------------------------------------------


def best_first(found):
    """The detections by falling score, and equal scores by the rest, so that any two right answers are equal.

    What is no list of detections comes back as it is.
    """
    try:
        return sorted(found, key=lambda d: (-d[1], str(d[0]), tuple(d[2]))) if type(found) is list else found
    except Exception:
        # what came back is something else altogether
        return found


def plain_triples(found):
    """The detections with Python's own numbers and tuples; what is no list of three things each comes back as it is."""
    try:
        plain = [(name, to_plain(score), tuple(map(to_plain, to_plain(box)))) for name, score, box in found]
        return plain if type(found) is list else found
    except Exception:
        # what came back is something else altogether
        return found
