"""A stranger's text made safe: for a terminal, for XML, for an id. The one place that does it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow, not even escaped (https://www.w3.org/TR/xml/#charsets)."""


def xml_text(text: str) -> str:
    """The text without what XML cannot carry."""
    return _NOT_XML.sub("\ufffd", text)


SHOWN = 4
"""How many names a note tells."""


_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


_UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff{_BIDI}]")


def visible(text: str) -> str:
    """Undecodable bytes, control characters and what turns the direction of writing, escaped; not too long to read."""
    shown = "".join(map(_escaped, text[:1000]))
    return shown if len(shown) <= 120 else f"{shown[:60]}…{shown[-59:]}"


def escaped(text: str) -> str:
    """The text as an id: everything that is not a character to look at is written as its number."""
    return "".join(map(_escaped, text))


def plain(text: str) -> str:
    """The text with its lines and tabs, and everything else that is not a character to look at written as its number.

    Safe to show on a terminal, to encode as UTF-8 and to put into XML 1.0 (escaped as usual).
    """
    return _UNSAFE.sub(lambda match: _number(match[0]), text)


def _escaped(char: str) -> str:
    if char not in _BIDI and unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"):
        return char
    return _number(char)


def _number(char: str) -> str:
    number = ord(char)
    if 0xDC80 <= number <= 0xDCFF:  # Python's stand-in for a byte of a file name that is not UTF-8
        number -= 0xDC00
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def listed(names: Iterable[str], count: int = 0) -> str:
    """`a, b, c, ...`"""
    some = list(names)
    return ", ".join(some[:SHOWN]) + (", ..." if max(count, len(some)) > SHOWN else "")


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""C0 and C1 control characters and bidirectional overrides: a submission's text must not move the cursor."""


def points(value: float) -> str:
    """12, 7.5, 0.25: no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def clean(text: str) -> str:
    """Text from a submission, safe for a terminal."""
    return _CONTROL.sub("\ufffd", text.replace("\r\n", "\n").replace("\t", "    "))
