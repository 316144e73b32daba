"""A font for the pictures: one that has Korean where there is one; what no font has is written as `?`, never as a box."""

from __future__ import annotations

import functools
import logging
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from grader.core.text import clean

KNOWN = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "NanumBarunGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "NanumSquare",
    "Noto Sans CJK JP",
    "Noto Serif CJK KR",
    "Noto Serif CJK JP",
    "UnDotum",
    "Baekmuk Gulim",
)
"""The best first. CJK fonts hold the glyphs of all languages, whatever language the first face in the file names."""
_FILES = ("noto", "nanum", "malgun", "applegothic", "applesdgothic", "undotum", "baekmuk")
logging.getLogger("matplotlib.font_manager").setLevel(
    logging.ERROR
)  # a font without a bold face needs no warning
FALLBACK = "DejaVu Sans"
_HANGUL = "가힣"


@functools.cache
def korean_font() -> str | None:
    """The name of an installed font with Korean, or None.

    matplotlib keeps a list of fonts from when it was first used: files that it does not know are added.
    """
    return _known() or (_known() if _add_new() else None)


def _known() -> str | None:
    entries = {entry.name: entry.fname for entry in font_manager.fontManager.ttflist}
    names = [name for name in KNOWN if name in entries]
    return next((name for name in names if _has(entries[name], _HANGUL)), None)


def _add_new() -> bool:
    there = {entry.fname for entry in font_manager.fontManager.ttflist}
    new = [p for p in font_manager.findSystemFonts() if p not in there]
    found = False
    for path in new:
        if Path(path).name.lower().startswith(_FILES) and "Serif" not in path:
            try:
                font_manager.fontManager.addfont(path)
                found = True
            except (OSError, RuntimeError, ValueError):  # a broken or unknown file: not ours to mend
                continue
    return found


def families() -> list[str]:
    """The fonts of a picture, in the order in which a glyph is looked for."""
    korean = korean_font()
    return [FALLBACK, korean] if korean else [FALLBACK]


@functools.cache
def _characters() -> frozenset[int]:
    paths = [font_manager.findfont(name) for name in families()]
    return frozenset(code for path in paths for code in FT2Font(path).get_charmap())


def _has(path: str, text: str) -> bool:
    try:
        return all(ord(c) in FT2Font(path).get_charmap() for c in text)
    except (OSError, RuntimeError):
        return False


def writable(text: str) -> str:
    """`text` without control characters, and with `?` for what the fonts of the pictures do not have; line ends stay."""
    known = _characters()
    return "".join(c if c == "\n" or ord(c) in known else "?" for c in clean(text))
