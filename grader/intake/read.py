"""Turns a submission that was found into files that can be graded.

Nothing of a submission is run or imported here, and nothing that it contains makes this raise. What is wrong with a file is
told when its exercise is graded; what is wrong with the whole makes the submission unreadable.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grader.core.errors import Frame, Raised
from grader.core.model import Note, Week
from grader.core.text import listed, visible
from grader.intake.lms_names import lms_name
from grader.intake.paths import Parts, is_wanted, order, without_suffix
from grader.intake.pick import Selection, Unreadable, Work
from grader.intake.pile import Pile, gather_folder, reader, unwanted
from grader.intake.places import Origin, Place
from grader.intake.submission import Entry, HandedIn, Kind, Submission, is_exercise
from grader.intake.zips import gather_archive

ARCHIVES = 10
"""How many archives of one student are opened."""


@dataclass(frozen=True)
class Handed:
    """A submission in memory; to the examiner the same as a folder's."""

    name: str
    shown: str
    """What the names of its files begin with: its id, or its folder as the student knows it."""
    unreadable: Note | None
    """Why there is nothing to grade."""
    notes: tuple[Note, ...]
    digest: str
    """SHA-256 of all that would be graded and noted: where it is the same, nothing needs to be graded again."""
    works: Mapping[str, Work]

    def files(self, exercise: str) -> dict[str, bytes]:
        """The exercise's file and the helper modules beside it, name to bytes. Raises Raised when it cannot be read."""
        name = f"{exercise}.py"
        work = self.works.get(exercise)
        if work is None:
            raise Raised("missing_file", "FileNotFoundError", name)
        if one := work.trouble:
            raise Raised(one.kind, one.type, one.text, [Frame(name, one.line)] if one.line else [])
        return {**work.helpers, name: work.main}

    def place(self, exercise: str, file: str, line: int) -> Place:
        """Where a line really is: in what was handed in, by the name that it had there."""
        own, work = f"{exercise}.py", self.works.get(exercise)
        if work is None:
            return Origin(file or own).place(self.shown, line)
        if file in ("", own):
            return work.source.place(self.shown, line)
        return Origin(work.beside.get(file, file)).place(self.shown, line)


def read_entry(entry: Entry, week: Week) -> Handed:
    """Read a submission: open its archives, find the exercises in it."""
    pile, troubles = _gather(entry)
    return _handed(entry.id, pile, troubles, week)


def hand_in(path: Path, shown: str, week: Week) -> HandedIn:
    """Read one folder or file, wherever it lies. With notebooks, or exercises only further down, it is read as in `bulk`.

    shown: the path as the student knows it.
    """
    return Rereading(path, shown, week).read()


class Rereading:
    """A folder or file that is read again and again. Files that have not changed are not parsed again."""

    def __init__(self, path: Path, shown: str, week: Week) -> None:
        self._path = path
        self._shown = shown
        self._week = week
        self._seen: object = None
        self._handed: Handed | None = None

    def read(self) -> HandedIn:
        """What is there now; see `hand_in`."""
        path, shown = self._path, self._shown
        plain = Submission(path.name, path, shown)
        if not any(path.glob("*.ipynb")) and any(is_exercise(p.name) for p in path.glob("*.py")):
            return plain
        kind: Kind = "folder" if path.is_dir() else "files" if is_wanted(path.name) else "archive"
        pile, troubles = _gather(Entry(path.name, kind, (path.resolve(),)))
        seen = dict(pile.files), tuple(troubles), pile.notes.all()
        if self._handed is None or seen != self._seen:
            self._seen, self._handed = seen, _handed(path.name, pile, troubles, self._week)
        if self._handed.unreadable and kind == "folder":
            return plain
        if kind == "files":  # a file goes by its own name; `shown` is then the folder in which it lies
            shown = Path(shown).parent.as_posix().removeprefix(".")
        return replace(self._handed, shown=shown)


def remarks(handed: HandedIn) -> tuple[Note, ...]:
    """The notes worth showing to those who check their own work: all but the one that a file is a notebook."""
    return tuple(n for n in handed.notes if n.key != "notebook") if isinstance(handed, Handed) else ()


def _handed(id: str, pile: Pile, troubles: list[Note], week: Week) -> Handed:
    choice = Selection(pile, week)
    works = {exercise.name: work for exercise in week.exercises if (work := choice.work(exercise))}
    notes = (*troubles, *choice.notes, *pile.notes.all())
    unreadable = None if works else _reason(troubles, pile)
    notes = tuple(note for note in notes if note != unreadable)
    return Handed(id, id, unreadable, notes, _digest(works, notes, unreadable), works)


def _gather(entry: Entry) -> tuple[Pile, list[Note]]:
    """The submission's files, and a note for each thing that could not be opened."""
    pile = Pile()
    troubles: list[Note | None] = []
    archives: list[tuple[Path, Parts]] = []
    single = len(entry.paths) == 1 and entry.kind == "archive"
    for path in entry.paths:
        name = lms_name(path.name)[1]
        try:
            mode = os.lstat(path).st_mode
        except FileNotFoundError:
            troubles.append(Note("gone", {"name": visible(path.name)}))
            continue
        except (OSError, ValueError):
            pile.notes.add("no_access", path.name)
            continue
        if key := unwanted(mode):
            pile.notes.add(key, path.name)
        elif stat.S_ISDIR(mode):
            within: Parts = () if len(entry.paths) == 1 else (path.name,)
            archives += [(one, (*within, one.name)) for one in gather_folder(path, pile, within)]
        elif without_suffix(name) != name:
            archives.append((path, () if single else (name,)))
        elif is_wanted(name):
            pile.take((name,), reader(path))
    for number, (path, place) in enumerate(archives):
        if number < ARCHIVES and pile.scan(0):
            troubles.append(gather_archive(path, pile, place))
        else:
            pile.notes.add("too_many", path.name)
    return pile, [note for note in troubles if note]


def _reason(troubles: list[Note], pile: Pile) -> Note:
    if troubles:
        return troubles[0]
    others = [visible("/".join(parts)) for parts in sorted(pile.files, key=order)]
    if others:
        return Note("no_exercise", {"names": listed(others)})
    return next(iter(pile.notes.all()), Note("nothing"))


def _digest(works: Mapping[str, Work], notes: tuple[Note, ...], unreadable: Note | None) -> str:
    digest = hashlib.sha256()

    def add(*words: str | bytes) -> None:
        for word in words:
            data = word.encode("utf-8", "surrogatepass") if isinstance(word, str) else word
            digest.update(len(data).to_bytes(8, "big") + data)

    for exercise, work in sorted(works.items()):
        trouble = work.trouble or Unreadable("missing_file")
        add("work", exercise, trouble.kind, trouble.type, trouble.text, str(trouble.line), work.main)
        add(work.source.path, *(f"{c.first} {c.cell} {c.line}" for c in work.source.cells))
        for name, data in sorted(work.helpers.items()):
            add("helper", name, data, work.beside.get(name, name))
    for note in (*notes, *([unreadable] if unreadable else [])):
        add("note", note.key, *(word for pair in sorted(note.params.items()) for word in pair))
    return digest.hexdigest()
