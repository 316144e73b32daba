"""From a submission that was found to files that can be graded.

Nothing of a submission is run or imported here, and nothing that it contains makes this raise: what is wrong with a file
is told when its exercise is graded, what is wrong with the whole makes it unreadable.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from grader.core.errors import Frame, Raised
from grader.core.model import CheckResult, Note, SubmissionResult, Week
from grader.core.text import listed, visible
from grader.intake.lms_names import lms_name
from grader.intake.notebooks import cell_of
from grader.intake.paths import Parts, is_wanted, order, without_suffix
from grader.intake.pick import Selection, Unreadable, Work
from grader.intake.pile import Pile, gather_folder, reader, unwanted
from grader.intake.submission import Entry, HandedIn, Kind, Submission, is_exercise
from grader.intake.zips import gather_archive

ARCHIVES = 10
"""How many archives of one student are opened."""


@dataclass(frozen=True)
class Handed:
    """A submission in memory; to the examiner the same as a folder's."""

    name: str
    shown: str
    """Empty: the student's own paths say nothing to anybody else."""
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


def read_entry(entry: Entry, week: Week) -> Handed:
    """Read a submission: open its archives, find the exercises in it."""
    pile = Pile()
    troubles = _gather(entry, pile)
    choice = Selection(pile, week)
    works = {exercise.name: work for exercise in week.exercises if (work := choice.work(exercise))}
    notes = (*troubles, *choice.notes, *pile.notes.all())
    unreadable = None if works else _reason(troubles, pile)
    notes = tuple(note for note in notes if note != unreadable)
    return Handed(entry.id, "", unreadable, notes, _digest(works, notes, unreadable), works)


def hand_in(path: Path, shown: str, week: Week) -> HandedIn:
    """One folder or file, wherever it lies: with notebooks in it, or in folders of its own, read as `bulk` reads it."""
    books = any(path.glob("*.ipynb"))
    if not books and any(is_exercise(p.name) for p in path.glob("*.py")):
        return Submission(path.name, path, shown)
    kind: Kind = "folder" if path.is_dir() else "files" if is_wanted(path.name) else "archive"
    handed = read_entry(Entry(path.name, kind, (path.resolve(),)), week)
    if handed.unreadable and path.is_dir():
        return Submission(path.name, path, shown)
    return replace(handed, shown=shown)


def remarks(handed: HandedIn) -> tuple[Note, ...]:
    """What is worth saying to whoever checks their own work: not that notebooks are notebooks."""
    return tuple(n for n in handed.notes if n.key != "notebook") if isinstance(handed, Handed) else ()


def by_cells(result: SubmissionResult, handed: HandedIn) -> SubmissionResult:
    """With the notebook's cell and the line in it, where lines are counted over all cells."""
    notes = handed.notes if isinstance(handed, Handed) else ()
    books = {note.params["exercise"]: note.params["used"] for note in notes if note.key == "notebook"}

    def placed(check: CheckResult) -> CheckResult:
        finding = check.finding
        if finding is None or not finding.line or check.spec.exercise not in books:
            return check
        cell, line = cell_of(handed.files(check.spec.exercise)[f"{check.spec.exercise}.py"], finding.line)
        file = f"{handed.shown}/{books[check.spec.exercise]}, cell {cell}"
        return replace(check, finding=replace(finding, file=file.removeprefix("/"), line=line))

    return replace(result, checks=tuple(map(placed, result.checks)))


def _gather(entry: Entry, pile: Pile) -> list[Note]:
    """Fill the pile. Returns why what could not be opened could not."""
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
    return [note for note in troubles if note]


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
        for name, data in sorted(work.helpers.items()):
            add("helper", name, data)
    for note in (*notes, *([unreadable] if unreadable else [])):
        add("note", note.key, *(word for pair in sorted(note.params.items()) for word in pair))
    return digest.hexdigest()
