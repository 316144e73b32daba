"""What a picture's author uses: call the student's functions for a picture, compare with the expected, never fail for it.

    got = stage.attempt("denormalize", lambda s: s.call("denormalize", x), want)

An Attempt says what came back and what became of it; the student's code runs in its own process, and a crash, a hang or a
value of another kind is an Attempt too.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.checking.exercise_run import Budget, ExerciseRun
from grader.checking.findings import finding_of
from grader.checking.kit import expect
from grader.checking.props import load_props
from grader.checking.setting import Setting
from grader.checking.student import Student
from grader.core.errors import Died, Mismatch, Raised
from grader.core.messages import sentence
from grader.core.model import CheckSpec, Finding, Lang, Status, Week
from grader.core.text import clean
from grader.intake.places import Place
from grader.intake.submission import HandedIn
from grader.show.words import Words

PROPS = "props_pictures.py"
_NOTHING = object()
_TEXT_CAP = 300


class ShowWeek(Week):
    """A week whose student's side also gets the objects that the pictures need."""

    def props(self, exercise: str) -> tuple[Path, ...]:
        own = self.folder / PROPS
        return (*super().props(exercise), *([own] if own.is_file() else []))


@dataclass(frozen=True)
class Together:
    """A submission in which one exercise's file comes with those of others, so that it can import them."""

    base: HandedIn
    others: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.base.name

    def files(self, exercise: str) -> dict[str, bytes]:
        """As `HandedIn.files`; raises Raised when one of the others cannot be read."""
        files = self.base.files(exercise)
        for other in self.others:
            files |= self.base.files(other)
        return files

    def place(self, exercise: str, file: str, line: int) -> Place:
        """As `HandedIn.place`, also for a line in the file of one of the others."""
        other = next((name for name in self.others if file == f"{name}.py"), exercise)
        return self.base.place(other, file, line)


@dataclass(frozen=True)
class Attempt:
    """One call of a student's function for a picture, and what became of it."""

    function: str
    status: Status
    value: Any = None
    """What came back, whether right or not; None when nothing did."""
    finding: Finding | None = None
    place: str = ""
    """File and line, where the student's own line is known."""

    @property
    def ok(self) -> bool:
        return self.status is Status.PASSED

    @property
    def returned(self) -> bool:
        """Whether there is a value to show, even a wrong one."""
        return self.ok or self.status is Status.FAILED

    def said(self, lang: Lang) -> str:
        """What happened, in words and without control characters; empty when it is right."""
        if self.finding is None:
            return ""
        text = clean(sentence(self.finding, lang))
        return text if len(text) <= _TEXT_CAP else text[:_TEXT_CAP] + "..."

    def detail(self) -> tuple[str, str]:
        """What came back or was raised, and what was expected, in Python's notation."""
        finding = self.finding or Finding("passed")
        cut = [clean(t)[:_TEXT_CAP] for t in (finding.got, finding.expected)]
        return cut[0], cut[1]


@dataclass
class PictureStage:
    """One exercise on the student's side, for as long as its pictures are made."""

    setting: Setting
    exercise: ExerciseRun
    words: Words
    lang: Lang
    """The language of the words in the pictures: English where no font has Korean."""
    attempts: list[Attempt] = field(default_factory=list)
    """All attempts of the picture that is being made."""
    submission: HandedIn | None = None
    cache: Path | None = None
    """The folder that keeps what took long to measure."""
    long: bool = True
    """Whether a picture may train for minutes."""
    note: str = ""
    """A sentence in grey below the picture."""
    skipped: bool = False
    """Set it when the picture would have needed a longer run."""
    step: Callable[[str, int, int], None] = lambda text, done, total: None
    """Call it at every step of a long picture: with what is done now, the number of steps done, and of how many."""

    @property
    def week(self) -> Week:
        return self.setting.week

    @property
    def datasets(self) -> Path:
        return self.setting.datasets

    def say(self, key: str, **params: object) -> str:
        """A label of the week's pictures."""
        return self.words.label(key, self.lang, **params)

    @property
    def props(self) -> types.SimpleNamespace:
        """The same objects for the examiner's own computation."""
        return load_props(self.week, self.exercise.name, self.datasets)

    @contextlib.contextmanager
    def visit(self, name: str, *others: str) -> Iterator[PictureStage]:
        """Another exercise for a while, or this one together with the files of `others`; its attempts count here."""
        assert self.submission is not None
        submission = Together(self.submission, others) if others else self.submission
        exercise = ExerciseRun(self.setting, submission, name, budget=Budget())
        try:
            yield dataclasses.replace(self, exercise=exercise)
        finally:
            exercise.close()

    def remember(self, name: str, mark: str, value: object) -> None:
        """Keep a result that took long, under a mark of all that it depends on."""
        if self.cache is not None:
            self.cache.mkdir(parents=True, exist_ok=True)
            data = json.dumps({"mark": mark, "value": value}, ensure_ascii=False)
            path = self.cache / f"{name}.json"
            fresh = path.with_suffix(".tmp")
            fresh.write_text(data, encoding="utf-8")
            fresh.replace(path)

    def recall(self, name: str, mark: str) -> Any:
        """What was kept under the same mark, else None."""
        path = self.cache / f"{name}.json" if self.cache is not None else None
        if path is None or not path.is_file():
            return None
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return data["value"] if data["mark"] == mark else None
        except (OSError, ValueError, KeyError, TypeError):  # damaged: measured again
            return None

    def mark(self, *exercises: str, more: str = "") -> str:
        """A hash of the student's files of these exercises, of the helpers beside them, and of `more`."""
        digest = hashlib.sha256(more.encode())
        for name in exercises:
            try:
                files = self.submission.files(name) if self.submission else {}
            except Raised as error:
                files = {name: str(error).encode()}
            for file, data in sorted(files.items()):
                digest.update(f"{file} {len(data)} ".encode() + data)
        return digest.hexdigest()

    @contextlib.contextmanager
    def patience(self, seconds: float) -> Iterator[None]:
        """Calls in this block may take this many seconds."""
        before, self.exercise.call_seconds = self.exercise.call_seconds, seconds
        try:
            yield
        finally:
            self.exercise.call_seconds = before

    def attempt(
        self,
        function: str,
        run: Callable[[Student], Any],
        want: object = _NOTHING,
        *,
        atol: float = 1e-5,
        rtol: float = 1e-4,
        check: Callable[[Any], None] | None = None,
        part: str = "",
    ) -> Attempt:
        """Do `run` on the student's side and compare what it returns with `want`, or as `check` does.

        function: the student's function that is credited with the result; check: raises Mismatch; part: a name for
        this attempt, where a function is called several times. Never raises for what the student's side does.
        """
        spec = self._spec(function)
        student = Student(spec, self.week, lambda: self.exercise, self.setting.seed)
        value: Any = None
        try:
            value = run(student)
            if want is not _NOTHING:
                expect(value, want, atol=atol, rtol=rtol)
            if check:
                check(value)
            made = Attempt(part or function, Status.PASSED, value)
        except (Raised, Died, Mismatch, AssertionError) as error:
            made = self._failed(spec, student, error, value, part)
        except Exception as error:  # the comparison stumbled over what came back
            if not student.heard:
                raise
            unusable = Mismatch("unusable", got=student.last.got, expected=type(error).__name__)
            made = self._failed(spec, student, unusable, value, part)
        self.attempts.append(made)
        return made

    def _failed(
        self, spec: CheckSpec, student: Student, error: BaseException, value: Any, part: str
    ) -> Attempt:
        where = functools.partial(self.exercise.submission.place, spec.exercise)
        status, finding = finding_of(spec, self.week, error, where)
        tidy = self.exercise.tidy
        finding = dataclasses.replace(
            finding, got=tidy(finding.got or student.last.got), expected=tidy(finding.expected)
        )
        place = f"{finding.file}:{finding.line}" if finding.file and finding.line else ""
        return Attempt(part or spec.function, status, value, finding, place)

    def _spec(self, function: str) -> CheckSpec:
        exercise = self.exercise.name
        title = self.week.function(exercise, function).title
        return CheckSpec(
            f"{exercise}.{function}.show", exercise, function, "show", 0.0, title, {"ko": (), "en": ()}
        )
