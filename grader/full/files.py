"""The list of files that a full run needs, as `files.toml` says it."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from grader.core.errors import NotReady

OWN = Path(__file__).resolve().parent / "files.toml"
KINDS = ("classifier", "segmenter", "detector", "mnist", "cifar10", "ants_bees")
UNPACK = ("", "gz", "tar", "zip")


@dataclass(frozen=True)
class Made:
    """What unpacking must have made."""

    path: str
    """A file or a folder, in the cache folder."""
    md5: str = ""
    """Of the file; empty where only its being there is looked at."""


@dataclass(frozen=True)
class File:
    """One file of the list."""

    name: str
    kind: str
    title: str
    url: str
    path: str
    """Where it lies in the cache folder, with forward slashes."""
    size: int
    """In bytes; where the source does not say it exactly, to a thousandth."""
    sum: str
    """`md5:...` or `sha256:...`; a SHA-256 may be cut short."""
    licence: str
    exercises: tuple[str, ...]
    """Who uses it, by short name: `ex2`."""
    unpack: str = ""
    unpacked: int = 0
    """Bytes on disk after unpacking."""
    makes: tuple[Made, ...] = ()
    work: float = 0.0
    """A forward pass of one picture in 10^9 multiply-adds."""

    @property
    def algorithm(self) -> str:
        return self.sum.partition(":")[0]

    @property
    def digest(self) -> str:
        """In lower case; the whole sum or its beginning."""
        return self.sum.partition(":")[2]


def load_files(path: Path | None = None) -> tuple[File, ...]:
    """The files of the list at `path`, or of the product's own.

    Raises NotReady that says what is wrong with a list.
    """
    source = path or OWN
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        files = tuple(_file(item) for item in data["file"])
    except OSError as error:
        raise NotReady("list_gone", path=source, reason=error.strerror or type(error).__name__) from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        reason = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise NotReady("list_broken", path=source, reason=reason) from None
    twice = sorted({f.name for f in files if [g.name for g in files].count(f.name) > 1})
    if twice:
        raise NotReady("list_broken", path=source, reason=f"{', '.join(twice)}: twice")
    return files


def select(files: Iterable[File], exercises: Iterable[str], skip: Iterable[str] = ()) -> tuple[File, ...]:
    """The files that these exercises (short names) use, less those that are to be left out."""
    wanted, left = set(exercises), set(skip)
    return tuple(f for f in files if wanted & set(f.exercises) and f.name not in left)


def _file(item: dict[str, Any]) -> File:
    made = tuple(Made(_inside(m["path"]), m.get("md5", "").lower()) for m in item.get("makes", ()))
    file = File(
        item["name"], item["kind"], item["title"], item["url"], _inside(item["path"]), int(item["size"]),
        item["sum"].lower(), item["licence"], tuple(item["exercises"]), item.get("unpack", ""),
        int(item.get("unpacked", 0)), made, float(item.get("work", 0)),
    )  # fmt: skip
    if file.kind not in KINDS:
        raise ValueError(f"{file.name}: kind is one of {', '.join(KINDS)}")
    if file.unpack not in UNPACK or bool(file.unpack) != bool(file.makes):
        raise ValueError(f"{file.name}: unpack is gz, tar or zip, and goes with makes")
    if urlsplit(file.url).scheme not in ("http", "https"):
        raise ValueError(f"{file.name}: url is http or https")
    least = {"md5": 32, "sha256": 8}.get(file.algorithm, 0)
    if not least or len(file.digest) < least or set(file.digest) - set(string.hexdigits):
        raise ValueError(f"{file.name}: sum is md5: or sha256: and hexadecimal digits")
    return file


def _inside(path: str) -> str:
    """A path that stays in the cache folder."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or ":" in path or ".." in parts:
        raise ValueError(f"{path!r}: a path inside the cache folder, with forward slashes")
    return path
