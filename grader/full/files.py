"""The list of files that a week's full run needs, as `full.toml` beside its `week.toml` says it, or another list like it."""

from __future__ import annotations

import difflib
import string
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from grader.core.content import Both, Content, Line, read_toml
from grader.core.errors import GraderFault, NotReady
from grader.core.model import Week

LIST = "full.toml"


class Made(Content, frozen=True):
    """A file or folder that unpacking must have made."""

    path: str
    """Its place in the cache folder."""
    md5: str = ""
    """The MD5 of the file; empty where it is enough that it is there."""

    def __post_init__(self) -> None:
        _require_inside(self.path)
        msgspec.structs.force_setattr(self, "md5", self.md5.lower())


class File(Content, frozen=True, omit_defaults=True):
    """One file of the list."""

    name: Line
    kind: Line
    """One of the list's `kinds`: what a stage asks for."""
    title: Line
    url: str
    path: str
    """Where it lies in the cache folder, with forward slashes."""
    size: int
    """Its size in bytes; to a thousandth where the source does not give it exactly."""
    sum: str
    """`md5:...` or `sha256:...`; a SHA-256 may be cut short."""
    licence: str
    exercises: tuple[str, ...]
    """The exercises that use it, by short name: `ex2`."""
    unpack: Literal["", "gz", "tar", "zip"] = ""
    unpacked: int = 0
    """Bytes on disk after unpacking."""
    makes: tuple[Made, ...] = ()
    multiply_adds: float = msgspec.field(name="work", default=0.0)
    """Multiply-adds of a forward pass of one picture, in 10^9."""

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "sum", self.sum.lower())
        _require_inside(self.path)
        if bool(self.unpack) != bool(self.makes):
            raise ValueError("unpack goes with makes")
        if urlsplit(self.url).scheme not in ("http", "https"):
            raise ValueError("url is http or https")
        least = {"md5": 32, "sha256": 8}.get(self.algorithm, 0)
        if not least or len(self.digest) < least or set(self.digest) - set(string.hexdigits):
            raise ValueError("sum is md5: or sha256: and hexadecimal digits")

    @property
    def algorithm(self) -> str:
        return self.sum.partition(":")[0]

    @property
    def digest(self) -> str:
        """In lower case; the whole sum or its beginning."""
        return self.sum.partition(":")[2]


class FileList(Content, frozen=True):
    """`full.toml` of a week. A list from elsewhere needs only the files."""

    file: tuple[File, ...] = ()
    kinds: tuple[Line, ...] = ()
    """Every kind that a file may have; empty: any."""
    sentence: Mapping[str, Both] = {}
    """Sentences that several stages say."""
    column: Mapping[str, Both] = {}
    """Heads of columns in several stages' tables."""


def load_list(week: Week) -> FileList:
    """The week's own list, empty where it has none. Raises GraderFault when it is at fault."""
    path = week.folder / LIST
    if not path.is_file():
        return FileList()
    listed = read_toml(path, FileList)
    _require_words(path, listed, week, listed.kinds)
    return listed


def load_other(path: Path, week: Week, own: FileList) -> FileList:
    """The list that a person named. Raises NotReady that says what is wrong with it."""
    try:
        path.open("rb").close()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise NotReady("list_gone", path=path, reason=reason, week=week.name) from None
    try:
        listed = read_toml(path, FileList)
        _require_words(path, listed, week, listed.kinds or own.kinds)
    except GraderFault as error:
        raise NotReady("list_broken", reason=error, week=week.name) from None
    return listed


def select(files: Iterable[File], exercises: Iterable[str], skip: Iterable[str] = ()) -> tuple[File, ...]:
    """The files that these exercises (short names) use, less those that are to be left out."""
    wanted, left = set(exercises), set(skip)
    return tuple(f for f in files if wanted & set(f.exercises) and f.name not in left)


def nearest(word: str, words: Iterable[str]) -> str:
    """Words that say what was perhaps meant, or else what there is."""
    names = list(words)
    near = difflib.get_close_matches(word, names, 1, 0.5)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names) or 'none'}"


def _require_words(path: Path, listed: FileList, week: Week, kinds: tuple[str, ...]) -> None:
    """Check that no name is there twice, and that kinds and exercises exist. Raises GraderFault."""
    names = [f.name for f in listed.file]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise GraderFault(f"{path}: file: {', '.join(twice)}: twice")
    shorts = [e.short for e in week.exercises]
    for file in listed.file:
        if kinds and file.kind not in kinds:
            raise GraderFault(
                f"{path}: file.{file.name}.kind: {file.kind} is none; {nearest(file.kind, kinds)}"
            )
        for short in file.exercises:
            if short not in shorts:
                raise GraderFault(
                    f"{path}: file.{file.name}.exercises: {week.name} has no {short}; {nearest(short, shorts)}"
                )


def _require_inside(path: str) -> None:
    """Check that a path stays in the cache folder. Raises ValueError."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or ":" in path or ".." in parts:
        raise ValueError(f"{path!r}: a path inside the cache folder, with forward slashes")
