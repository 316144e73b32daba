"""Turns what a check raised into a status and a finding: the one place that decides what a failure is called."""

from __future__ import annotations

import dataclasses
import difflib
import os.path
import re
from collections.abc import Callable

from grader.checking.error_causes import of_error
from grader.core.errors import Died, Frame, GraderFault, Mismatch, Raised
from grader.core.model import CheckSpec, Finding, Status, Week
from grader.core.stub import stub_message
from grader.intake.places import Place

_STUB = re.compile(r"ex\d+_\w+\.\w+")
_AT = re.compile(r"\((?P<file>[^()]+), line (?P<line>\d{1,9})\)\Z")
"""How Python ends the text of a SyntaxError."""

WhereIs = Callable[[str, int], Place]
"""Where a line of a file really is: `HandedIn.place` for one exercise."""


def finding_of(spec: CheckSpec, week: Week, error: BaseException, where: WhereIs) -> tuple[Status, Finding]:
    """Status and finding of a check that raised `error` (Raised, Died, Mismatch, or a plain assertion)."""
    if isinstance(error, Raised):
        return _raised(spec, week, error, where)
    if isinstance(error, Died):
        status = Status.TIMEOUT if error.kind in ("timeout", "load_timeout", "budget") else Status.CRASHED
        finding = Finding(error.kind, {"detail": error.detail}, got=_died(error))
        return status, _placed(finding, error.frames, where)
    if isinstance(error, Mismatch):
        return Status.FAILED, Finding(
            error.kind,
            error.params,
            got=error.got,
            expected=error.expected,
            mistake=_number(week, error.mistake),
            cause=error.cause,
        )
    return Status.FAILED, Finding("assertion", {"text": spec.title["en"]}, expected=str(error)[:200])


def _number(week: Week, name: str | None) -> str | None:
    """The number of the mistake that a check names. Raises GraderFault when the week has no mistake of this name."""
    if name is None:
        return None
    if name not in week.mistake_ids:
        near = difflib.get_close_matches(name, week.mistake_ids, 1)
        raise GraderFault(
            f"a check names the mistake {name}, which no exercise.toml has{f'; {near[0]}?' if near else ''}"
        )
    return week.mistake_ids[name]


def _raised(spec: CheckSpec, week: Week, error: Raised, where: WhereIs) -> tuple[Status, Finding]:
    if error.type == "NotImplementedError" and _STUB.fullmatch(error.text):
        if error.text == stub_message(spec.exercise, spec.function):
            return Status.NOT_STARTED, Finding("not_started")
        finding = Finding("needs_other", {"other": error.text}, got=str(error))
        return Status.ERROR, _placed(finding, error.frames, where)
    signature = week.function(spec.exercise, spec.function).signature
    params = {"type": error.type, "text": error.text, "function": spec.function, "signature": signature}
    if error.kind in ("encoding", "syntax"):
        params["line"] = str(_place(error.frames, where).line if error.frames else 1)
    cause, words = of_error(str(error))
    finding = Finding(
        "raised_at_load" if error.kind == "raised" and error.at_load else error.kind,
        params | words,
        got=_renamed(str(error), where) if error.kind == "syntax" else str(error),
        expected=signature if error.kind in ("signature", "missing_function") else "",
        mistake=_by_error(spec, week, str(error)),
        cause=cause,
        source=error.caret,
    )
    return Status.ERROR, _placed(finding, error.frames, where)


def _placed(finding: Finding, frames: list[Frame], where: WhereIs) -> Finding:
    """The finding with its place: the innermost line of the student's own file."""
    if not frames:
        return finding
    place, source = _place(frames, where), finding.source or frames[-1].source
    return dataclasses.replace(finding, file=place.file, line=place.line, source=source)


def _place(frames: list[Frame], where: WhereIs) -> Place:
    return where(frames[-1].file, frames[-1].line)


def _renamed(text: str, where: WhereIs) -> str:
    """Python's text of a syntax error, with the name of the file that was handed in instead of the one made from it."""
    at = _AT.search(text)
    if at is None:
        return text
    place = where(at["file"], int(at["line"]))
    return f"{text[: at.start()]}({os.path.basename(place.file)}, line {place.line})"


def _by_error(spec: CheckSpec, week: Week, text: str) -> str | None:
    """The number of the known mistake whose error text this is."""
    for mistake in week.mistakes.values():
        if mistake.error and spec.function_id in mistake.functions and re.search(mistake.error, text):
            return mistake.id
    return None


def _died(error: Died) -> str:
    names = {"sys_exit": "SystemExit", "signal": error.detail, "memory": error.detail or "MemoryError"}
    return names.get(error.kind, "")
