"""A submission's files, gathered into memory: regular files only, under caps, with a note for whatever is left out.

All names are looked at before any bytes are read. Files named like exercises are read first, so that no flood of other files
costs an exercise its place. A link is never followed and nothing but a regular file is ever opened.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from grader.core.model import Note
from grader.core.text import SHOWN, listed, visible
from grader.intake.paths import (
    DEPTH,
    LENGTH,
    LeftOut,
    Parts,
    cap,
    is_ignored,
    is_wanted,
    order,
    parts_of,
    without_suffix,
)
from grader.intake.submission import is_exercise

ENTRIES = 20_000
SCANNED = 100_000
"""Caps on the names that are looked at, and on those passed over with them: a virtual environment has tens of thousands."""
FILES = 200
TOTAL = 32 << 20
"""Caps on the files that are read and on their bytes: once for files named like exercises, once for all others."""


class Notes:
    """Names under the key of a note, in the order of first appearance. Only the first few of a key are kept."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}

    def add(self, key: str, name: str) -> None:
        self._counts[key] = self._counts.get(key, 0) + 1
        names = self._names.setdefault(key, [])
        if len(names) < SHOWN:
            names.append(visible(name))

    def all(self) -> tuple[Note, ...]:
        return tuple(
            Note(key, {"names": listed(names, self._counts[key]), "count": str(self._counts[key])})
            for key, names in self._names.items()
        )


class Pile:
    """What was read of one submission, and what was not."""

    def __init__(self) -> None:
        self.files: dict[Parts, bytes | None] = {}
        """None for a file that is too long."""
        self.notes = Notes()
        self.unpacked = 0
        """Bytes of all archives that were unpacked as a whole."""
        self._seen = 0
        self._scanned = 0
        self._count = {True: 0, False: 0}
        self._bytes = {True: 0, False: 0}

    def look(self, name: str) -> bool:
        """Count one more name. False when there were too many, which is noted once."""
        self._seen += 1
        if self._seen == ENTRIES + 1:
            self.notes.add("too_many", name)
        return self._seen <= ENTRIES

    def scan(self, count: int) -> bool:
        """Count names of any kind. False when there were too many to go on."""
        self._scanned += count
        return self._scanned <= SCANNED

    @property
    def left(self) -> int:
        return max(ENTRIES - self._seen, 0)

    def member(self, name: str, mode: int, within: Parts) -> Parts | None:
        """Where an archive's member belongs, if it is wanted; None for any other, with a note if the student should know."""
        if len(name) > LENGTH:
            self.notes.add("deep", name[:LENGTH])
            return None
        words = [word for word in name.split("/") if word not in ("", ".")]
        if not words or any(map(is_ignored, words)) or not self.look(name):
            return None
        try:
            parts = parts_of(name)
        except LeftOut as error:
            self.notes.add(error.key, name)
            return None
        if stat.S_IFMT(mode) and (key := unwanted(mode)):
            self.notes.add(key, name)
        elif name.endswith("/"):
            return None
        elif is_wanted(name):
            return within + parts
        elif without_suffix(parts[-1]) != parts[-1]:
            self.notes.add("nested", name)
        return None

    def room(self, parts: Parts) -> int:
        """How many bytes of this file may be read: at most one more than it may have; 0 where there is no room for it."""
        named = is_exercise(parts[-1].lower())
        room = min(cap(parts[-1]) + 1, TOTAL - self._bytes[named])
        if room <= 0 or self._count[named] >= FILES:
            self.notes.add("too_many", "/".join(parts))
            return 0
        self._count[named] += 1
        return room

    def put(self, parts: Parts, data: bytes, room: int) -> None:
        """Keep what was read with `room`."""
        self._bytes[is_exercise(parts[-1].lower())] += len(data)
        if parts in self.files:
            self.notes.add("duplicate", "/".join(parts))
        if len(data) > cap(parts[-1]):
            self.notes.add("too_long", "/".join(parts))
            self.files[parts] = None
        elif len(data) == room:  # the file fills what was left of TOTAL: there may be more of it
            self.notes.add("too_many", "/".join(parts))
        else:
            self.files[parts] = data

    def take(self, parts: Parts, read: Callable[[int], bytes]) -> None:
        """Read one file. Whatever goes wrong costs this file only."""
        room = self.room(parts)
        if not room:
            return
        try:
            data = read(room)
        except LeftOut as error:
            self.notes.add(error.key, "/".join(parts))
        except OSError:
            self.notes.add("no_access", "/".join(parts))
        except Exception:  # zipfile and zlib raise a dozen different ones about bytes that a stranger made
            self.notes.add("damaged", "/".join(parts))
        else:
            self.put(parts, data, room)

    def take_all(self, found: Iterable[tuple[Parts, Callable[[int], bytes]]]) -> None:
        """Read many files: those named like an exercise first, and among equals those near the top first."""
        for parts, read in sorted(
            found, key=lambda one: (not is_exercise(one[0][-1].lower()), *order(one[0]))
        ):
            self.take(parts, read)


def gather_folder(folder: Path, pile: Pile, within: Parts = ()) -> list[Path]:
    """Put the folder's files into the pile. Returns the archives that lie directly in it; those further down stay shut."""
    found: list[tuple[Parts, Callable[[int], bytes]]] = []
    archives: list[Path] = []
    todo: list[tuple[Parts, Path]] = [(within, folder)]
    # the list grows while it is walked: breadth first, so that what is near the top is seen first
    for place, path in todo:
        for entry, mode in _listed(path, place, pile):
            parts = (*place, entry.name)
            name = "/".join(parts)
            if key := unwanted(mode):
                pile.notes.add(key, name)
            elif stat.S_ISDIR(mode):
                if len(parts) - len(within) >= DEPTH:
                    pile.notes.add("deep", name)
                else:
                    todo.append((parts, Path(entry.path)))
            elif is_wanted(entry.name):
                found.append((parts, reader(Path(entry.path))))
            elif without_suffix(entry.name) != entry.name:
                if path is folder:
                    archives.append(Path(entry.path))
                else:
                    pile.notes.add("nested", name)
    pile.take_all(found)
    return archives


def _listed(path: Path, place: Parts, pile: Pile) -> Iterator[tuple[os.DirEntry[str], int]]:
    """What lies in a folder, with its mode, sorted."""
    try:
        with os.scandir(path) as entries:
            some = sorted(islice(entries, pile.left + 1), key=lambda entry: entry.name)
    except OSError:
        pile.notes.add("no_access", "/".join(place) or ".")
        return
    if not pile.scan(len(some)):
        pile.notes.add("too_many", "/".join(place))
        return
    for entry in some:
        if is_ignored(entry.name):
            continue
        if not pile.look("/".join((*place, entry.name))):
            return
        try:
            yield entry, entry.stat(follow_symlinks=False).st_mode
        except OSError:
            pile.notes.add("no_access", "/".join((*place, entry.name)))


def reader(path: Path) -> Callable[[int], bytes]:
    """A function that reads so many bytes of a regular file."""

    def read(most: int) -> bytes:
        with open_regular(path) as file:
            return file.read(most)

    return read


def open_regular(path: Path, kind: type[io.FileIO] = io.FileIO) -> io.FileIO:
    """Open a regular file and nothing else: no link is followed, no fifo is waited for. Raises LeftOut and OSError."""
    if key := unwanted(os.lstat(path).st_mode):
        raise LeftOut(key)
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, name, 0)  # not every system has every one
    file = kind(os.open(path, flags))
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it became another file after it was looked at
        file.close()
        raise LeftOut("special")
    return file


def unwanted(mode: int) -> str:
    """Why something of this mode is not taken; "" for a regular file and a folder."""
    if stat.S_ISLNK(mode):
        return "link"
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "special"
