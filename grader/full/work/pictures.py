"""PNG files of what came out: contact sheets and learning curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageOps

CELL = (240, 200)
GAP = 6
LABEL = 16


def sheet(path: Path, rows: Sequence[Sequence[tuple[str, Image.Image]]]) -> Path:
    """Pictures in rows, each with its text above; every one is scaled into its cell."""
    width = max(len(row) for row in rows) * (CELL[0] + GAP) + GAP
    height = len(rows) * (CELL[1] + LABEL + GAP) + GAP
    canvas = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(canvas)
    for y, row in enumerate(rows):
        for x, (text, image) in enumerate(row):
            left, top = GAP + x * (CELL[0] + GAP), GAP + y * (CELL[1] + LABEL + GAP)
            draw.text((left, top), text[: CELL[0] // 6], fill="black")
            small = ImageOps.contain(image.convert("RGB"), CELL)
            canvas.paste(small, (left, top + LABEL))
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas.save(path)
    return path


def curves(path: Path, runs: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path | None:
    """Loss and accuracy of each run over the epochs; None where matplotlib is not installed."""
    try:
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot
    except ImportError:
        return None
    figure, axes = pyplot.subplots(
        2, len(runs), figsize=(4.5 * len(runs), 6), squeeze=False, sharex=True, sharey="row"
    )
    for column, (name, history) in enumerate(runs.items()):
        epochs = [row["epoch"] for row in history]
        for axis, kind in ((axes[0][column], "loss"), (axes[1][column], "acc")):
            for part, style in (("train", "--"), ("val", "-")):
                axis.plot(epochs, [row[f"{part}_{kind}"] for row in history], style, marker=".", label=part)
            axis.grid(alpha=0.3)
            axis.set_ylabel("loss" if kind == "loss" else "accuracy")
        axes[0][column].set_title(name)
        axes[0][column].legend()
        axes[1][column].set_xlabel("epoch")
        axes[1][column].xaxis.get_major_locator().set_params(integer=True)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
    return path
