"""A stranger's text made safe for where it goes: the one place that does it.

    goes to                     use        shows
    a terminal                  clean      � for each hidden character, spaces for a tab
    XML, JSON, plain text       plain      the number of each hidden character; lines and tabs stay
    HTML by hand                plain      `html.escape(plain(text))`
    HTML by Jinja               in_html    `Environment(autoescape=True, finalize=in_html)`
    a cell of a spreadsheet     in_cell    as `plain`, and never a formula
    an id                       escaped    as `plain`, and in one line
    a sentence, as a name       visible    as `escaped`, and not too long to read
    the name of a file          `core.file_names`

Hidden are control characters, characters that turn the direction of writing, and what UTF-8 or XML 1.0 cannot carry
(https://www.w3.org/TR/xml/#charsets). The result of each of these functions may go through any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SHOWN = 4
"""How many names a note lists."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is a formula to a spreadsheet (https://owasp.org/www-community/attacks/CSV_Injection)."""

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NOT_TO_LOOK_AT = f"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff{_DIRECTION}"
_HIDDEN = re.compile(f"[{_NOT_TO_LOOK_AT}]")
_HIDDEN_IN_A_LINE = re.compile(f"[\t\n{_NOT_TO_LOOK_AT}]")


def clean(text: str) -> str:
    """For a terminal: nothing in it moves the cursor or changes colours."""
    return _HIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\t", "    "))


def plain(text: str) -> str:
    """For a file. XML and HTML must still be escaped as usual."""
    return _HIDDEN.sub(_number, text)


def in_html(value: object) -> object:
    """For the `finalize` of a Jinja template: a value before it is escaped. What is HTML already stays as it is."""
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def in_cell(text: str) -> str:
    """For a cell of a table that a spreadsheet opens."""
    shown = plain(text)
    return "'" + shown if shown.startswith(FORMULA) else shown


def escaped(text: str) -> str:
    """The text as an id: each hidden character, tab and line end is written as its number."""
    return _HIDDEN_IN_A_LINE.sub(_number, text)


def visible(text: str) -> str:
    """The text as a name in a sentence: `escaped`, without its middle where it is long."""
    shown = escaped(text[:1000])
    return shown if len(shown) <= 120 else f"{shown[:60]}…{shown[-59:]}"


def _number(match: re.Match[str]) -> str:
    number = ord(match[0])
    if 0xDC80 <= number <= 0xDCFF:  # Python's stand-in for a byte of a file name that is not UTF-8
        number -= 0xDC00
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def listed(names: Iterable[str], count: int = 0) -> str:
    """`a, b, c, ...`"""
    some = list(names)
    return ", ".join(some[:SHOWN]) + (", ..." if max(count, len(some)) > SHOWN else "")


def points(value: float) -> str:
    """12, 7.5, 0.25: no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
