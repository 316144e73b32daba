"""Class numbers of pixels, for the checks of ex5_segment."""

from __future__ import annotations

import torch

# ---- class numbers --------------------------------------------------------------------------------------------------


def draw_mask(draw, shape, ids):
    """One of these class numbers for every pixel; each of them occurs."""
    ids = torch.tensor(ids)

    def mask():
        return ids[draw.integers(*shape, low=0, high=len(ids) - 1)]

    return draw.until(mask, lambda mask: len(mask.unique()) == len(ids))
