"""Panels, headings and bars with matplotlib's Agg: what all pictures look like.

Student's strings are drawn as they are: no mathematics between dollar signs, and `?` for what no font has.
"""

from __future__ import annotations

import textwrap
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from grader.checking.describe import brief
from grader.core.model import Lang, Status
from grader.show.fonts import families, writable
from grader.show.stage import Attempt

GREEN, RED, ORANGE, GREY, BLUE, INK = "#1a7f37", "#c0392b", "#b35900", "#6e7781", "#2563a8", "#1f2328"
PALE = {"red": "#fdecea", "orange": "#fff4e5", "grey": "#f2f4f6"}
TONES = {
    Status.PASSED: GREEN,
    Status.FAILED: RED,
    Status.NOT_STARTED: GREY,
    Status.ERROR: ORANGE,
    Status.TIMEOUT: ORANGE,
    Status.CRASHED: ORANGE,
    Status.FAULT: ORANGE,
}
MOST_PIXELS = 640
"""A student's picture may be huge: it is thinned out to this many pixels in each direction."""
DPI = 140


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of so many inches; it is saved by `save` and needs no display."""
    mpl.rcParams["font.family"] = families()
    mpl.rcParams["axes.unicode_minus"] = False
    mpl.rcParams["text.hinting"] = "none"  # otherwise small letters look cut off at the top
    figure = Figure(figsize=(width, height), dpi=DPI, facecolor="white")
    figure.set_layout_engine("constrained", h_pad=0.08, w_pad=0.06)  # inches: room for a line's underscores
    FigureCanvasAgg(figure)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write the PNG. A glyph that no font has is an error: it would be drawn as a box."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        figure.savefig(path, format="png", metadata={"Software": None})


def grid(figure: Figure, rows: int, columns: int, **options: Any) -> NDArray[Any]:
    """Axes [rows, columns]."""
    axes: NDArray[Any] = figure.subplots(rows, columns, squeeze=False, **options)
    return axes


def without_ticks(axes: Axes, tone: str = "") -> None:
    """Take the ticks away; draw a frame in the tone, or none."""
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set_visible(bool(tone))
        side.set_color(tone or "white")
        side.set_linewidth(2)


def heading(axes: Axes, text: str, *, tone: str = INK, size: float = 10, bold: bool = False) -> None:
    """The line above a panel."""
    weight = "bold" if bold else "normal"
    axes.set_title(writable(text), fontsize=size, color=tone, weight=weight, parse_math=False)


def under(axes: Axes, text: str, *, tone: str = INK, size: float = 9) -> None:
    """The line below a panel."""
    axes.set_xlabel(writable(text), fontsize=size, color=tone, parse_math=False)


def row_name(axes: Axes, text: str, *, tone: str = INK) -> None:
    """Write what a row shows, left of its first panel."""
    axes.set_ylabel(
        writable(text),
        fontsize=11,
        color=tone,
        weight="bold",
        rotation=90,
        labelpad=8,
        parse_math=False,
    )


def wrapped(text: str, width: int) -> str:
    """Lines of at most `width` columns, where a Korean syllable takes two."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        wide = sum(unicodedata.east_asian_width(c) in "WF" for c in paragraph)
        share = 1 + wide / max(len(paragraph), 1)
        lines += textwrap.wrap(paragraph, max(int(width / share), 8), break_long_words=True) or [""]
    return "\n".join(lines)


def text_panel(axes: Axes, text: str, *, tone: str = GREY, width: int = 34, size: float = 9) -> None:
    """A box that says why there is no picture."""
    without_ticks(axes, tone)
    axes.set_aspect("auto")
    fill = {GREY: PALE["grey"], ORANGE: PALE["orange"], RED: PALE["red"]}.get(tone, "white")
    axes.set_facecolor(fill)
    lines = wrapped(writable(text), width)
    axes.text(
        0.5, 0.5, lines, transform=axes.transAxes, ha="center", va="center", fontsize=size, color=tone,
        parse_math=False, clip_on=True,
    )  # fmt: skip


def picture_panel(axes: Axes, value: object, *, tone: str = "") -> None:
    """Draw a picture; a text instead when the value is none."""
    pixels = as_pixels(value)
    if pixels is None:
        text_panel(axes, brief(value), tone=RED)
        return
    without_ticks(axes, tone)
    axes.imshow(pixels, interpolation="nearest")


def attempt_panel(axes: Axes, attempt: Attempt, lang: Lang, *, width: int = 26) -> None:
    """Draw the picture that came back, framed in the tone of its status; without a picture, say what happened."""
    tone = TONES[attempt.status]
    pixels = as_pixels(attempt.value) if attempt.returned else None
    if pixels is not None:
        without_ticks(axes, tone)
        axes.imshow(pixels, interpolation="nearest")
    else:
        missing_panel(axes, attempt, lang, width=width)


def missing_panel(axes: Axes, attempt: Attempt, lang: Lang, *, width: int = 26) -> None:
    """Say what happened, where nothing came back that can be drawn."""
    said = attempt.said(lang) or brief(attempt.value)
    more = brief(attempt.value) if attempt.status is Status.FAILED and attempt.value is not None else ""
    text_panel(
        axes,
        f"{attempt.function}\n{said}\n{more}".rstrip(),
        tone=TONES[attempt.status],
        width=width,
        size=8.5,
    )


def as_pixels(value: object) -> NDArray[np.uint8] | None:
    """uint8 [H, W, 3] of whatever can be looked at, thinned out when it is large; None when it is no picture.

    Takes PIL images, [H, W, 3], [3, H, W], [H, W] arrays and tensors; floats in 0..1 as they are, others stretched.
    """
    try:
        if isinstance(value, Image.Image):
            small = value.copy()
            small.thumbnail((MOST_PIXELS, MOST_PIXELS))
            return np.asarray(small.convert("RGB"))
        array = value.detach().cpu().numpy() if isinstance(value, torch.Tensor) else value
        return _from_array(array) if isinstance(array, np.ndarray) else None
    except (TypeError, ValueError, RuntimeError, OSError):
        return None


def _from_array(array: NDArray[Any]) -> NDArray[np.uint8] | None:
    if array.dtype.kind not in "fiub" or not array.size:
        return None
    if array.ndim == 4 and array.shape[0] == 1:
        array = array[0]
    if array.ndim == 3 and array.shape[2] not in (1, 3) and array.shape[0] in (1, 3):
        array = array.transpose(1, 2, 0)
    if array.ndim == 2:
        array = array[:, :, None]
    if array.ndim != 3 or array.shape[2] not in (1, 3):
        return None
    rows, columns = (max(1, -(-n // MOST_PIXELS)) for n in array.shape[:2])
    array = array[::rows, ::columns]
    if array.dtype != np.uint8:
        array = _stretched(array.astype(np.float64))
    return np.ascontiguousarray(np.broadcast_to(array, (*array.shape[:2], 3)))


def _stretched(array: NDArray[np.float64]) -> NDArray[np.uint8]:
    finite = array[np.isfinite(array)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    elif low >= 0 and high <= 255 and high > 1:
        low, high = 0.0, 255.0
    shown = np.nan_to_num((array - low) / ((high - low) or 1.0), nan=0.0, posinf=1.0, neginf=0.0)
    return np.asarray((shown.clip(0, 1) * 255).round(), dtype=np.uint8)


def bars(
    axes: Axes,
    names: Sequence[str],
    values: Sequence[float],
    *,
    tone: str,
    most: float | None = None,
    number: Callable[[float], str] = "{:.2f}".format,
    size: float = 8.5,
) -> None:
    """Horizontal bars from top to bottom, the name at the left and the number at the end of each."""
    shown = [min(max(float(v), 0.0), most or float("inf")) if np.isfinite(v) else 0.0 for v in values]
    places = range(len(shown))
    axes.barh(list(places), shown, color=tone, height=0.62)
    limit = most or max([*shown, 1e-9])
    axes.set_xlim(0, limit * 1.28)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_yticks(list(places), [writable(n[:28]) for n in names], fontsize=size, parse_math=False)
    axes.set_xticks([])
    for i, (v, s) in enumerate(zip(values, shown, strict=True)):
        axes.text(s + limit * 0.02, i, number(v), va="center", fontsize=size, color=INK, parse_math=False)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
