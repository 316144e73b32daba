"""A week's files, read strictly: the one reader of all content in TOML.

What a file may hold is a msgspec struct with `forbid_unknown_fields`. Whatever is wrong is one sentence: the file, the key
in it as its author would name it, and the nearest right word.
"""

from __future__ import annotations

import collections.abc
import difflib
import tomllib
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from grader.core.errors import GraderFault
from grader.core.model import LANGS, Text

T = TypeVar("T")

Line = Annotated[str, msgspec.Meta(pattern=r"\S")]
"""A text that is not empty."""


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a content file: no key beside the ones that are named, and no value of another type."""


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


def convert(data: object, kind: type[T], path: Path) -> T:
    """`read_toml` for what has been read already."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise GraderFault(f"{path}: {flaw(data, kind, str(error))}") from None


def flaw(data: object, kind: Any, said: str, where: str = "") -> str:
    """What is wrong with `data`, with the innermost key that has the fault; `said` is msgspec's own sentence."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is Annotated:
        return flaw(data, inner[0], said, where)
    if origin in (types.UnionType, typing.Union):
        return _of_union(data, inner, said, where)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(data, dict):
        return _of_struct(data, kind, said, where)
    parts: list[tuple[Any, Any]] = []
    if isinstance(data, list) and origin in (list, tuple):
        parts = [(_number(at, one), one) for at, one in enumerate(data, 1)]
    elif isinstance(data, dict) and origin in (dict, collections.abc.Mapping):
        parts, inner = list(data.items()), inner[1:]
    for name, value in parts:
        if error := _refused(value, inner[0]):
            return flaw(value, inner[0], error, _join(where, name))
    return _said(said, where)


def _of_struct(data: Mapping[str, Any], kind: type[msgspec.Struct], said: str, where: str) -> str:
    tag = kind.__struct_config__.tag_field
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    unknown = [key for key in data if key not in fields and key != tag]
    missing = [name for name, field in fields.items() if field.required and name not in data]
    if unknown:
        near = difflib.get_close_matches(unknown[0], missing or list(fields), 1, 0.5)
        near = near or difflib.get_close_matches(unknown[0], list(fields), 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(fields)}"
        return f"{_join(where, unknown[0])}: unknown key; {hint}"
    if missing:
        return f"{_join(where, missing[0])} is missing"
    for name, field in fields.items():
        if name in data and (error := _refused(data[name], field.type)):
            return flaw(data[name], field.type, error, _join(where, name))
    return _said(said, where)  # of all fields together


def _of_union(data: object, kinds: tuple[Any, ...], said: str, where: str) -> str:
    """Of several structs, the one that the tag names; of anything else, the first that is not None."""
    structs = [one for one in kinds if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    if structs and isinstance(data, dict) and (field := structs[0].__struct_config__.tag_field):
        tags = {str(one.__struct_config__.tag): one for one in structs}
        tag = data.get(field)
        if tag is None:
            return f"{_join(where, field)} is missing"
        if tag not in tags:
            near = difflib.get_close_matches(str(tag), tags, 1, 0.5)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(tags)}"
            return f"{_join(where, field)}: {tag!r} is none of them; {hint}"
        return flaw(data, tags[tag], said, where)
    return flaw(data, next(one for one in kinds if one is not type(None)), said, where)


def _said(said: str, where: str) -> str:
    reason = said.split(" - at `")[0]
    if reason == r"Expected `str` matching regex '\\S'":
        return f"{where} is empty"
    return f"{where}: {reason}" if where else reason


def _refused(value: object, kind: Any) -> str:
    """Why `value` is no `kind`, in msgspec's words; empty when it is one."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        return str(error)
    return ""


def _number(at: int, one: object) -> str:
    """How to name an item of a list: by its own name where it has one."""
    name = (one.get("id") or one.get("name")) if isinstance(one, dict) else None
    return str(name) if isinstance(name, str) and name.strip() else str(at)


def _join(where: str, name: object) -> str:
    return f"{where}.{name}" if where else str(name)
