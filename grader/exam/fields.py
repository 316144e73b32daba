"""A table of TOML, read one key at a time: each has a type, none is left over. What is wrong with it is a Flaw."""

from __future__ import annotations

import re
from typing import Any

from grader.core.model import LANGS, Text


class Flaw(Exception):
    """What is wrong with the content, without saying where: whoever reads the file adds that."""


class Fields:
    """The keys of one table. `finish` is called at the end and complains about those that nobody asked for."""

    def __init__(self, data: dict[str, Any], name: str = "") -> None:
        self._data = data
        self._name = f"{name}." if name else ""
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def _take(self, key: str, kind: type, what: str, default: Any = None) -> Any:
        self._asked.add(key)
        if key not in self._data and default is not None:
            return default
        if key not in self._data:
            raise Flaw(f"{self._name}{key} is missing")
        value = self._data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise Flaw(f"{self._name}{key} is not {what}")
        return value

    def finish(self) -> None:
        left = sorted(set(self._data) - self._asked)
        if left:
            raise Flaw(f"unknown key: {', '.join(self._name + key for key in left)}")

    def string(self, key: str) -> str:
        value: str = self._take(key, str, "a string")
        if not value.strip():
            raise Flaw(f"{self._name}{key} is empty")
        return value

    def word(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self.string(key)
        if not pattern.fullmatch(value):
            raise Flaw(f"{self._name}{key} has the wrong form: {value}")
        return value

    def one_of(self, key: str, words: tuple[str, ...]) -> str:
        value = self.string(key)
        if value not in words:
            raise Flaw(f"{self._name}{key} is none of {', '.join(words)}: {value}")
        return value

    def whole(self, key: str, low: int, high: int) -> int:
        value: int = self._take(key, int, "a whole number")
        if not low <= value <= high:
            raise Flaw(f"{self._name}{key} is not from {low} to {high}: {value}")
        return value

    def boolean(self, key: str, *, default: bool | None = None) -> bool:
        value: bool = self._take(key, bool, "true or false", default)
        return value

    def words(self, key: str, *, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self._take(key, list, "a list of strings", None if default is None else list(default))
        if not all(isinstance(word, str) and word.strip() for word in value):
            raise Flaw(f"{self._name}{key} is not a list of strings")
        return tuple(value)

    def text(self, key: str) -> Text:
        """A text in every language, and in no other."""
        inner = self.table(key)
        text: Text = {lang: inner.string(lang).strip() for lang in LANGS}
        inner.finish()
        return text

    def table(self, key: str) -> Fields:
        return Fields(self._take(key, dict, "a table"), f"{self._name}{key}")

    def tables(self, key: str, *, default: list[Any] | None = None, named: bool = True) -> list[Fields]:
        """A list of tables; flaws in them are named after the list, or, if not `named`, as if each stood alone."""
        value = self._take(key, list, "a list of tables", default)
        if not all(isinstance(one, dict) for one in value):
            raise Flaw(f"{self._name}{key} is not a list of tables")
        return [Fields(one, f"{self._name}{key} {n}" if named else "") for n, one in enumerate(value, 1)]
