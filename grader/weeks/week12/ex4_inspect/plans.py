"""What the plan of a network is made of, for the checks of ex4_inspect."""

from __future__ import annotations

# ---- what the plan of a network is made of: see props -----------------------------------------------------


def draw_names(draw, count):
    """Names for layers: without spaces, in no particular order, none of them the beginning of another."""
    return [f"{name.replace(' ', '_')}{i}" for i, name in enumerate(draw.names(count))]


def draw_sizes(draw, count):
    """Numbers of channels or features, no two of them equal."""
    return draw.distinct(count, 4, 13)


def numel(parameters):
    """How many numbers are in these parameters."""
    return sum(p.numel() for p in parameters)
