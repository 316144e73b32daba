"""A week's files, read strictly: the one reader of all content in TOML.

A msgspec struct with `forbid_unknown_fields` says what a file may hold; its `__post_init__` raises ValueError when a rule
between the fields is broken. Every error is one sentence: the file, the key as its author would name it, and the nearest
right word. `Meta(description=...)` says which values are right, where msgspec would show a regular expression.
"""

from __future__ import annotations

import difflib
import enum
import re
import tomllib
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from grader.core.errors import GraderFault
from grader.core.model import LANGS, Text

T = TypeVar("T")

Line = Annotated[str, msgspec.Meta(pattern=r"\S")]
"""A text that is not empty."""

_TYPES = {
    "str": "a string", "int": "a whole number", "float": "a number", "bool": "true or false", "array": "a list",
    "object": "a table",
}  # fmt: skip
"""What an author of TOML calls the types that msgspec names."""
NEAR = 0.65
"""Similarity from which a word is taken for a misspelling of another: `hold` of `held`, not `guess` of `essay`."""


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a content file. An unknown key or a value of another type is an error."""


class Both(Content, frozen=True):
    """One text in every language, and in no other."""

    ko: Line
    en: Line

    @property
    def text(self) -> Text:
        return {lang: getattr(self, lang).strip() for lang in LANGS}


def read_toml(path: Path, kind: type[T]) -> T:
    """The file as a `kind`. Raises GraderFault, in one sentence with file and key, when it is anything else."""
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise GraderFault(f"{path}: {error}") from None
    return convert(data, kind, path)


def convert(data: object, kind: type[T], path: Path, *, where: str = "") -> T:
    """Do what `read_toml` does with data that has been read already; `where` names its place in the file."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise GraderFault(f"{path}: {flaw(data, kind, str(error), where)}") from None


def near_word(word: object, words: Iterable[str]) -> str:
    """Return `did you mean held?` when one of the words is near, otherwise the list of the words."""
    known = list(words)
    near = difflib.get_close_matches(str(word), known, 1, NEAR)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"


def flaw(data: object, kind: Any, said: str, where: str = "") -> str:
    """Say what is wrong with `data`, and name the innermost key at fault; `said` is msgspec's own sentence."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        if kind == Line and isinstance(data, str):
            return f"{where} is empty"
        return flaw(data, inner[0], _expected(inner[1:], data) or said, where)
    if origin in (types.UnionType, typing.Union):
        return _of_union(data, inner, said, where)
    if _is_struct(kind) and isinstance(data, dict):
        return _of_struct(data, kind, said, where)
    if words := _words(kind):
        return f"{where}: there is no {data!r}; {near_word(data, words)}"
    for name, value, part in _parts(data, kind):
        if error := _refused(value, part):
            return flaw(value, part, error, _join(where, name))
    return _said(said, where)


def _of_struct(data: Mapping[str, Any], kind: type[msgspec.Struct], said: str, where: str) -> str:
    tag = kind.__struct_config__.tag_field
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    names = [*([tag] if tag else []), *fields]
    unknown = [key for key in data if key not in names]
    missing = [name for name, field in fields.items() if field.required and name not in data]
    if unknown:
        likely = missing if difflib.get_close_matches(unknown[0], missing, 1, NEAR) else names
        return f"{_join(where, unknown[0])}: unknown key; {near_word(unknown[0], likely)}"
    if missing:
        return f"{_join(where, missing[0])} is missing"
    for name, field in fields.items():
        if name in data and (error := _refused(data[name], field.type)):
            return flaw(data[name], field.type, error, _join(where, name))
    return _said(said, where)  # a rule between the fields


def _of_union(data: object, kinds: tuple[Any, ...], said: str, where: str) -> str:
    """Say what is wrong with one of several kinds: the struct that the tag names, or the first kind that is not None."""
    structs = [one for one in kinds if _is_struct(one)]
    field = structs[0].__struct_config__.tag_field if structs else None
    if not field or not isinstance(data, dict):
        return flaw(data, next(one for one in kinds if one is not type(None)), said, where)
    tags = {str(one.__struct_config__.tag): one for one in structs}
    tag = data.get(field)
    if isinstance(tag, str) and tag in tags:
        return flaw(data, tags[tag], said, where)
    if tag is not None:
        return f"{_join(where, field)}: there is no {tag!r}; {near_word(tag, tags)}"
    known = {one.encode_name for struct in structs for one in msgspec.structs.fields(struct)}
    near = difflib.get_close_matches(field, [key for key in data if key not in known], 1, NEAR)
    if near:
        return f"{_join(where, near[0])}: unknown key; did you mean {field}?"
    return f"{_join(where, field)} is missing"


def _parts(data: object, kind: Any) -> Iterator[tuple[object, object, Any]]:
    """The parts of `data`: the name of each, the part itself, and the type that it should have."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if not inner or not isinstance(origin, type):
        return
    table = issubclass(origin, Mapping)
    if table and isinstance(data, dict):
        for key, value in data.items():
            yield key, key, inner[0]
            yield key, value, inner[1]
    elif not table and isinstance(data, (list, tuple)):
        each = inner if origin is tuple and inner[-1] is not Ellipsis else [inner[0]] * len(data)
        for at, (value, part) in enumerate(zip(data, each, strict=False), 1):
            yield _name(at, value), value, part


def _said(said: str, where: str) -> str:
    reason = said.split(" - at `")[0]
    if reason.startswith("Expected `"):
        reason = "e" + re.sub("`([^`]+)`", _typed, reason[1:])
    return f"{where}: {reason}" if where else reason


def _typed(found: re.Match[str]) -> str:
    """`a string or a whole number` for "str | int | null": TOML has no null."""
    return " or ".join(_TYPES.get(one, one) for one in found[1].split(" | ") if one != "null")


def _expected(metas: Iterable[object], data: object) -> str:
    """Say what a value should be, from its description; empty when it has none."""
    shown = len(data) if isinstance(data, list) else "a table" if isinstance(data, dict) else repr(data)
    shown = str(data).lower() if isinstance(data, bool) else shown
    said = (meta.description for meta in metas if isinstance(meta, msgspec.Meta))
    return next((f"expected {description}, got {shown}" for description in said if description), "")


def _words(kind: Any) -> list[str]:
    """The words of a Literal or an enum."""
    if typing.get_origin(kind) is typing.Literal:
        return [str(word) for word in typing.get_args(kind)]
    is_enum = isinstance(kind, type) and issubclass(kind, enum.Enum)
    return [str(one.value) for one in kind] if is_enum else []


def _refused(value: object, kind: Any) -> str:
    """Why `value` is not a `kind`, in msgspec's words; empty when it is one."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _name(at: int, item: object) -> str:
    """How to name an item of a list: by its own name where it has one."""
    name = (item.get("id") or item.get("name")) if isinstance(item, dict) else None
    return name if isinstance(name, str) and name.strip() and name.isprintable() else str(at)


def _join(where: str, name: object) -> str:
    return f"{where}.{name}" if where else str(name)
