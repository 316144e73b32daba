"""The student's code as the other process gets it, and where a line of it is in what the student wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grader.core.errors import NotReady, Raised
from grader.core.messages import note_text, say
from grader.core.model import Lang, Week
from grader.core.workspace import Chosen
from grader.full.task import CODE, SCRATCH, CodeLine
from grader.intake.places import Place
from grader.intake.read import Handed, hand_in, remarks
from grader.intake.submission import HandedIn

_FRAME = re.compile(rf'File "[^"\n]*[/\\]{SCRATCH}[^"/\\\n]+[/\\]{CODE}[/\\]([^"/\\\n]+)", line (\d+)')
"""A line of a traceback that names a file of the student's."""


@dataclass(frozen=True)
class Sources:
    """A folder or a notebook, read as the self-check reads it."""

    week: Week
    chosen: Chosen
    handed: HandedIn
    files: Mapping[str, bytes]
    """The exercises' files and the modules beside them, name to bytes. What cannot be read is not among them."""

    def remarks(self, lang: Lang) -> list[str]:
        """What was noticed when reading, in words."""
        return [note_text(note, lang) for note in remarks(self.handed)]

    def missing(self, short: str, lang: Lang) -> tuple[str, dict[str, str]]:
        """Why an exercise has no file: the key of the sentence under `full`, and what fills it in."""
        exercise = next(e for e in self.week.exercises if e.short == short)
        try:
            self.handed.files(exercise.name)
        except Raised as error:
            if error.kind != "missing_file":
                line = str(error.frames[-1].line if error.frames else 1)
                words = {"text": error.text, "line": line, "type": error.type}
                return "unreadable", {
                    "file": exercise.filename,
                    "text": say(f"finding.{error.kind}", lang, **words),
                }
        if isinstance(self.handed, Handed):
            return "no_work", {"path": self.chosen.shown, "file": exercise.filename}
        return "no_file", {"path": str(self.chosen.path / exercise.filename)}

    def place(self, line: CodeLine) -> str:
        """`ex6_detect.py:12`; in a notebook `ex6_detect.ipynb, cell 3:2`."""
        place = self._place(line)
        folder = self.chosen.shown if self.chosen.path.is_dir() else self.chosen.shown.rpartition("/")[0]
        file = place.file.removeprefix(f"{folder}/")
        return f"{file}:{place.line}" if place.line else file

    def restored(self, printed: str) -> str:
        """A traceback with the student's own file in place of the copy that ran."""

        def own(match: re.Match[str]) -> str:
            place = self._place(CodeLine(match[1], int(match[2])))
            return f'File "{place.file}", line {place.line}'

        return _FRAME.sub(own, printed)

    def _place(self, line: CodeLine) -> Place:
        return self.handed.place(line.file.removesuffix(".py"), line.file, line.number)


def read_sources(chosen: Chosen, week: Week, lang: Lang) -> Sources:
    """Read what the student wrote; runs nothing. Raises NotReady when there is nothing to read."""
    handed = hand_in(chosen.path, chosen.shown, week)
    if isinstance(handed, Handed) and handed.unreadable:
        raise NotReady("nothing_there", path=chosen.shown, reason=note_text(handed.unreadable, lang))
    files: dict[str, bytes] = {}
    for exercise in week.exercises:
        try:
            files = {**handed.files(exercise.name), **files}
        except Raised:
            continue  # said when a stage asks for it
    return Sources(week, chosen, handed, files)
