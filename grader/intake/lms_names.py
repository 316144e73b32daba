"""Names that Moodle and Canvas give to files: whose a file is, and what the student called it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from grader.core.text import escaped
from grader.intake.submission import Entry, Kind

_MOODLE = re.compile(r"(?P<who>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+_(?P<name>.+)", re.DOTALL)


_MOODLE_FOLDER = re.compile(r"(?P<who>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+_?", re.DOTALL)


_CANVAS = re.compile(r"(?P<who>.+?)_(?:LATE_)?(?P<number>\d+)_\d+_(?P<name>.+)", re.DOTALL)


@dataclass(frozen=True)
class Owner:
    """Whose a submission is, as the LMS that it was downloaded from names its students."""

    system: Literal["moodle", "canvas"]
    who: str
    number: str
    """Moodle's participant, Canvas's user id."""


def lms_name(name: str) -> tuple[str, str]:
    """Whose a flat file of an LMS is and what the student called it: `Kim_12345` of Moodle, `kim_123` of Canvas.

    Where the student's own name for the file looks like this too, the prefix in front counts. Any other file has no owner.
    """
    match = _lms_match(name)
    return (f"{match['who']}_{match['number']}", match["name"]) if match else ("", name)


def _lms_match(name: str) -> re.Match[str] | None:
    found = [match for form in (_MOODLE, _CANVAS) if (match := form.fullmatch(name))]
    return max(found, key=lambda one: len(one["name"]), default=None)


def owner(entry: Entry) -> Owner | None:
    """Whose a submission from an LMS is, by the names of its files; None when it comes from elsewhere."""
    owners = {_owner(path.name, entry.kind) for path in entry.paths}
    return owners.pop() if len(owners) == 1 else None


def _owner(name: str, kind: Kind) -> Owner | None:
    match = _MOODLE_FOLDER.fullmatch(name) if kind == "folder" else _lms_match(name)
    if match is None:
        return None
    return Owner("canvas" if match.re is _CANVAS else "moodle", escaped(match["who"]), match["number"])
