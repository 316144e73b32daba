"""Which of a submission's files count for which exercise: by name, and notebooks also by the functions that they define."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from grader.core.errors import Raised, RaisedKind
from grader.core.model import Exercise, Note, Week
from grader.core.text import escaped, listed, visible
from grader.intake.notebooks import BOM, NotANotebook, Notebook, NotebookReader, TooMuchCode
from grader.intake.paths import Parts, order
from grader.intake.pile import Pile
from grader.intake.places import Origin
from grader.intake.submission import FILE_CAP, HELPER_COUNT, check_source, is_exercise

NOTEBOOKS = 20
"""How many notebooks that are not named like an exercise are read for the functions that they define."""
NAME_BYTES = 200
_COPY = r"-\d+| ?\(\d+\)"
"""What Canvas, and what a browser, puts behind the name of a file that comes again."""


@dataclass(frozen=True)
class Unreadable:
    """Why an exercise's file cannot be read: a Raised as plain data, made new for everyone who asks."""

    kind: RaisedKind
    type: str = ""
    text: str = ""
    line: int = 0


@dataclass(frozen=True)
class Work:
    """What counts for one exercise."""

    main: bytes
    source: Origin
    """What `main` was made from."""
    helpers: Mapping[str, bytes] = field(default_factory=dict)
    """The modules beside it, by the names that Python looks for."""
    trouble: Unreadable | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    """What the helpers were called when they were handed in."""


class Selection:
    """Which of the files count, and the notes about that."""

    def __init__(self, pile: Pile, week: Week) -> None:
        self.notes: list[Note] = []
        self._files = pile.files
        self._pile = pile
        self._reader = NotebookReader()
        self._read: dict[Parts, Notebook | Unreadable] = {}
        self._told: set[tuple[str, Parts]] = set()
        self._found = {exercise.name: _named(exercise, self._files) for exercise in week.exercises}
        missing = [exercise for exercise in week.exercises if not self._found[exercise.name]]
        if missing:
            self._found |= self._by_functions(missing)

    def _by_functions(self, exercises: list[Exercise]) -> dict[str, list[Parts]]:
        """For each exercise that has no file of its name, the notebooks that define functions of it."""
        named = {parts for places in self._found.values() for parts in places}
        books = sorted(filter(_is_notebook, self._files), key=lambda p: (p not in named, order(p)))
        books = books[: sum(parts in named for parts in books) + NOTEBOOKS]
        out: dict[str, list[Parts]] = {}
        for exercise in exercises:
            wanted = {function.name for function in exercise.functions}
            counts = {parts: len(wanted & self._defined(parts)) for parts in books}
            # of several that lie equally deep, the one with most of the exercise's functions counts
            places = sorted(books, key=lambda p: (len(p), -counts[p], p))
            out[exercise.name] = [parts for parts in places if counts[parts]]
        return out

    def _defined(self, parts: Parts) -> frozenset[str]:
        book = self._notebook(parts)
        return book.functions if isinstance(book, Notebook) else frozenset()

    def _notebook(self, parts: Parts) -> Notebook | Unreadable:
        if parts not in self._read:
            self._read[parts] = self._opened(self._files[parts])
        return self._read[parts]

    def _opened(self, data: bytes | None) -> Notebook | Unreadable:
        if data is None:
            return Unreadable("too_long", "", str(FILE_CAP >> 10))
        try:
            return self._reader.read(data)
        except TooMuchCode:
            return Unreadable("too_long", "", str(FILE_CAP >> 10))
        except NotANotebook as error:
            return Unreadable("notebook", "", str(error))
        except UnicodeDecodeError as error:
            return Unreadable(
                "encoding", type(error).__name__, f"0x{error.object[error.start]:02x}", _line(error)
            )

    def work(self, exercise: Exercise) -> Work | None:
        """What counts for the exercise; None when there is nothing."""
        places = self._found[exercise.name]
        if not places:
            return None
        best, *others = places
        used = _shown(best)
        if others:
            names = listed(map(_shown, others))
            self.notes.append(Note("chosen", {"exercise": exercise.name, "used": used, "names": names}))
        if _is_notebook(best):
            book = self._notebook(best)
            trouble = book if isinstance(book, Unreadable) else None
            data, cells = (book.code, book.cells) if isinstance(book, Notebook) else (b"", ())
            self._tell(best, used, exercise, book)
        else:
            data, cells = (self._files[best] or b"").removeprefix(BOM), ()
            trouble = _trouble(exercise.filename, data if self._files[best] is not None else None)
        helpers = {} if trouble else self._helpers(best)
        texts = {name: self._files[parts] or b"" for name, parts in helpers.items()}
        beside = {name: _shown(parts) for name, parts in helpers.items()}
        return Work(data, Origin(used, cells), texts, trouble, beside)

    def _tell(self, parts: Parts, used: str, exercise: Exercise, book: Notebook | Unreadable) -> None:
        self.notes.append(Note("notebook", {"exercise": exercise.name, "used": used}))
        if isinstance(book, Unreadable) or ("notebook", parts) in self._told:
            return
        self._told.add(("notebook", parts))
        if book.dropped:
            self.notes.append(Note("magics", {"used": used, "count": str(book.dropped)}))
        if book.broken:
            cells = listed(map(str, book.broken))
            self.notes.append(Note("broken_cells", {"used": used, "cells": cells}))

    def _helpers(self, main: Parts) -> dict[str, Parts]:
        """The other modules in the same folder, by the names that Python looks for."""
        out: dict[str, Parts] = {}
        beside = filter(lambda parts: parts[:-1] == main[:-1] and _is_helper(parts[-1]), self._files)
        for parts in sorted(beside, key=lambda p: (_module(p[-1]) != p[-1], p)):
            own = parts[-1]
            name = own if _module(own) in out else _module(own)
            if self._files[parts] is None or len(out) == HELPER_COUNT:
                continue
            if not _is_writable(name):
                self._tell_once("helper_name", parts)
                continue
            if any(_folded(name) == _folded(other) for other in out):
                self._tell_once("clash", parts)
            out[name] = parts
        return out

    def _tell_once(self, key: str, parts: Parts) -> None:
        """Note it once, although helpers are looked at for every exercise beside them."""
        if (key, parts) not in self._told:
            self._told.add((key, parts))
            self._pile.notes.add(key, "/".join(parts))


def _named(exercise: Exercise, files: Iterable[Parts]) -> list[Parts]:
    """The files that carry the exercise's name, also as a browser or an LMS changes it; the one that counts first."""
    pattern = re.compile(rf"{re.escape(exercise.name)}(?:{_COPY})?\.(?:py|ipynb)", re.IGNORECASE)

    def rank(parts: Parts) -> tuple[int, bool, bool, bool, Parts]:
        stem = parts[-1].rpartition(".")[0]
        return len(parts), _is_notebook(parts), stem.lower() != exercise.name, stem != exercise.name, parts

    return sorted((parts for parts in files if pattern.fullmatch(parts[-1])), key=rank)


def _shown(parts: Parts) -> str:
    return visible("/".join(parts))


def _trouble(name: str, data: bytes | None) -> Unreadable | None:
    if data is None:
        return Unreadable("too_long", "", str(FILE_CAP >> 10))
    try:
        check_source(name, data)
    except Raised as error:
        return Unreadable(error.kind, error.type, error.text, error.frames[0].line if error.frames else 0)
    return None


def _line(error: UnicodeDecodeError) -> int:
    return error.object[: error.start].count(b"\n") + 1


def _is_notebook(parts: Parts) -> bool:
    return parts[-1].lower().endswith(".ipynb")


def _is_helper(name: str) -> bool:
    return name.lower().endswith(".py") and not is_exercise(name.lower())


def _module(name: str) -> str:
    """The name that `import` looks for: with composed letters (macOS takes them apart), without what an LMS added."""
    name = unicodedata.normalize("NFC", name)
    copy = re.fullmatch(rf"(\w+?)(?:{_COPY})?\.py", name, re.IGNORECASE)
    return f"{copy[1]}.py" if copy else name


def _folded(name: str) -> str:
    """A form that is equal for names that some disks take for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _is_writable(name: str) -> bool:
    """Whether any disk takes a file of this name."""
    return escaped(name) == name and len(name.encode()) <= NAME_BYTES and not set(name) & set('<>:"/\\|?*')
