"""Words inside shown values, in the student's language: `a plain int` is `일반 int` in a Korean run.

Checks describe values in Python's notation with a few English words between. `locale/values.toml` lists these words, with
`{}` for what varies; whatever it does not list stays as it is.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence

from grader.core.files import PACKAGE
from grader.core.model import Lang


def in_words(text: str, lang: Lang) -> str:
    """The text of a value, in which every listed phrase is in the language."""
    if lang == "ko":
        for pattern, words in _phrases():
            text = pattern.sub(functools.partial(_filled, words), text)
    return text


def _filled(words: str, found: re.Match[str]) -> str:
    return words.format(*found.groups())


@functools.cache
def _phrases() -> Sequence[tuple[re.Pattern[str], str]]:
    """Longest first, so that a phrase inside another one does not tear it."""
    listed = tomllib.loads((PACKAGE / "locale/values.toml").read_text(encoding="utf-8"))
    return [(_pattern(english), listed[english]) for english in sorted(listed, key=len, reverse=True)]


def _pattern(text: str) -> re.Pattern[str]:
    """The phrase between other words, with a group of word characters for each `{}`; not inside quotes."""
    body = r"([\w.%]+)".join(map(re.escape, text.split("{}")))
    return re.compile(rf"(?<![\w'\"]){body}(?![\w'\"])")
