"""A number as people type it: what it can mean, or why it is not a number."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

LONGEST_NUMBER = 60
"""Characters."""
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‐": "-", "×": "x", "·": "x", "⋅": "x", "∙": "x", "⁄": "/"}
)
_PLAIN = r"(?:\d+\.?\d*|\.\d+)"
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([, _'])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
_COMMA = re.compile(r"\d+,\d+")
_POWER = re.compile(r"(?:(?P<times>.+?)\s*[x*]\s*)?10\s*(?:\^|\*\*)\s*(?P<power>[+-]?\d{1,3})")
_EXPONENT = re.compile(r"(?P<times>.+?)e(?P<power>[+-]?\d{1,3})")
_SPLIT = re.compile(
    r"(?P<number>[+-]?[\d.,](?:[\d.,/_' ^*x+-]|e(?=[+-]?\d))*?)\s*(?P<unit>[^\d\s.,/^*+-][^\d]*)?"
)
_LEAD = re.compile(r"^(?:=|≈|~|약|about)\s*")

Problem = Literal["empty", "no_number", "zero_division"]


@dataclass(frozen=True)
class TypedNumber:
    """The values that the typed text can mean, the likeliest first, and the unit behind them, as typed."""

    values: tuple[float, ...] = ()
    unit: str = ""
    problem: Problem | None = None


def read_number(text: str) -> TypedNumber:
    """`3.5`, `3,5`, `1,234`, `1/7`, `1e-3`, `2 x 10^-3`, `３．５`, `12 px`, `40%` ..."""
    words = unicodedata.normalize("NFKC", text).translate(_SIGNS).strip().casefold()
    if not words:
        return TypedNumber(problem="empty")
    if len(words) > LONGEST_NUMBER:
        return TypedNumber(problem="no_number")
    found = _SPLIT.fullmatch(_LEAD.sub("", words))
    if not found:
        return TypedNumber(problem="no_number")
    unit = (found["unit"] or "").strip().rstrip(".")
    top, slash, bottom = found["number"].strip().partition("/")
    values = _signed(top.strip())
    if slash:
        below = _signed(bottom.strip())
        if below and not any(below):
            return TypedNumber(problem="zero_division")
        values = tuple(a / b for a in values[:1] for b in below[:1])
    values = tuple(value for value in values if math.isfinite(value))
    return TypedNumber(values, unit) if values else TypedNumber(problem="no_number")


def _signed(word: str) -> tuple[float, ...]:
    sign = -1.0 if word.startswith("-") else 1.0
    word = word[1:].strip() if word[:1] in ("-", "+") else word
    return tuple(sign * value for value in _scaled(word))


def _scaled(word: str) -> tuple[float, ...]:
    found = _POWER.fullmatch(word) or _EXPONENT.fullmatch(word)
    if not found:
        return _mantissa(word)
    times = _mantissa(found["times"].strip()) if found["times"] else (1.0,)
    return tuple(value * float(f"1e{found['power']}") for value in times)


def _mantissa(word: str) -> tuple[float, ...]:
    """A comma is read as a thousands separator first, then as a decimal point: `1,234` is 1234, and perhaps 1.234."""
    values: list[float] = []
    if re.fullmatch(_PLAIN, word):
        values.append(float(word))
    elif found := _GROUPED.fullmatch(word):
        values.append(float(word.replace(found[1], "")))
    elif _DOTTED.fullmatch(word):
        values.append(float(word.replace(".", "")))
    if _COMMA.fullmatch(word):
        values.append(float(word.replace(",", ".")))
    return tuple(values)
