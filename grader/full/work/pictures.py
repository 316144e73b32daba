"""A PNG file of what came out: a contact sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

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
