"""Which submissions are suspiciously alike: copydetect compares their texts without the stubs.

copydetect (https://copydetect.readthedocs.io) breaks a text into tokens, forgets names, comments and layout, and looks for
common pieces (Schleimer et al., Winnowing, 2003). It runs nothing, and a text that is not Python has tokens, too.
Independent right solutions of week12 have up to 0.3 in common, copies with other names 0.9 and more.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from grader.bulk.gradebook import table
from grader.bulk.pages import Pair
from grader.core.errors import Raised, UsageError
from grader.core.model import Week
from grader.intake.read import read_entry
from grader.intake.submission import Entry

if TYPE_CHECKING:
    from copydetect import CodeFingerprint

PIECE = 25
"""The least length of a common piece, in characters of tokens. All pieces count, so that every run finds the same."""
LEAST_OVERLAP = 0.6
LEAST_LENGTH = 150
"""Similarity from which a pair is reported: the share of one text in the other, 0..1, and the common length."""
COMPARED_CAP = 40_000
"""Characters of a text that are compared; an exercise's solution has under 10 000."""


def require_copydetect() -> None:
    """Raises UsageError when copydetect is not installed."""
    try:
        import copydetect  # noqa: F401
    except ImportError:
        raise UsageError("no_copydetect") from None


def similar(week: Week, entries: Iterable[Entry]) -> list[Pair]:
    """The suspicious pairs of each exercise, the most alike first. Nothing of a submission is run."""
    texts = _texts(week, entries)
    pairs = [
        pair for exercise in week.exercises for pair in _pairs(week, exercise.name, texts[exercise.name])
    ]
    return sorted(pairs, key=lambda one: (-one.overlap, -one.length, one.exercise, one.one, one.other))


def similarity_table(pairs: Iterable[Pair]) -> str:
    """`similarity.csv`: a row for each pair, overlap 0..1, length in characters of tokens."""
    rows = [[p.exercise, p.one, p.other, f"{p.overlap:.3f}", f"{p.length}"] for p in pairs]
    return table([["exercise", "submission", "other", "overlap", "length"], *rows])


def _texts(week: Week, entries: Iterable[Entry]) -> dict[str, dict[str, str]]:
    """For each exercise the text of each submission, as it is graded; by name and by id."""
    texts: dict[str, dict[str, str]] = {exercise.name: {} for exercise in week.exercises}
    for entry in entries:
        handed = read_entry(entry, week)
        for name in handed.works:
            try:
                text = handed.files(name)[f"{name}.py"].decode("utf-8")
            # grading reports it; here there is nothing to compare
            except (Raised, UnicodeDecodeError):
                continue
            texts[name][entry.id] = text[:COMPARED_CAP]
    return texts


def _pairs(week: Week, exercise: str, texts: Mapping[str, str]) -> list[Pair]:
    from copydetect import compare_files

    stub = week.stub(exercise)
    given = _fingerprint(stub.read_text(encoding="utf-8"), ()) if stub.is_file() else None
    boilerplate = tuple(given.hashes) if given else ()
    prints = {id: made for id, text in texts.items() if (made := _fingerprint(text, boilerplate))}
    pairs = []
    for one, other in itertools.combinations(prints, 2):
        length, overlaps, _ = compare_files(prints[one], prints[other])
        if length >= LEAST_LENGTH and max(overlaps) >= LEAST_OVERLAP:
            pairs.append(Pair(one, other, exercise, float(min(max(overlaps), 1)), int(length)))
    return pairs


def _fingerprint(text: str, boilerplate: tuple[int, ...]) -> CodeFingerprint | None:
    """None when there is too little in the text to compare."""
    from copydetect import CodeFingerprint

    if len(text) < LEAST_LENGTH:
        return None
    made = CodeFingerprint(
        "text.py", PIECE, 1, boilerplate=list(boilerplate), language="python", fp=io.StringIO(text)
    )
    return made if made.token_coverage >= LEAST_LENGTH else None
