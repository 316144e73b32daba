"""What is remembered between runs: the last results, the files that they were made from, and the hints taken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.core.model import (
    CheckResult,
    CheckSpec,
    Exercise,
    Finding,
    Function,
    Status,
    SubmissionResult,
    Week,
)
from grader.results import progress

TITLE: Mapping[Any, str] = {"ko": "값", "en": "values"}
HINTS: Mapping[Any, tuple[str, ...]] = {"ko": ("가", "나", "다"), "en": ("a", "b", "c")}


def _exercise(name: str, *functions: str) -> Exercise:
    def check(function: str, check: str) -> CheckSpec:
        return CheckSpec(f"{name}.{function}.{check}", name, function, check, 1.0, TITLE, HINTS)

    made = (Function(f, f"{f}(x)", TITLE, (check(f, "values"), check(f, "empty"))) for f in functions)
    return Exercise(name, TITLE, tuple(made))


WEEK = Week(
    "week90", TITLE, (_exercise("ex1_first", "load", "save"), _exercise("ex2_second", "show")), {}, Path()
)
FIRST, SECOND = WEEK.exercises


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "exercises" / "week90"
    folder.mkdir(parents=True)
    for exercise in WEEK.exercises:
        (folder / exercise.filename).write_text(f"# {exercise.name}\n", encoding="utf-8")
    return folder


def result(status: Status, part: str = "") -> SubmissionResult:
    finding = None if status is Status.PASSED else Finding("type")
    checks = tuple(CheckResult(c, status, 0.1, finding) for c in WEEK.checks if c.id.startswith(part))
    return SubmissionResult("week90", "me", checks, "process", 0, 1.0, "2")


def states(known: progress.Progress) -> list[Status | None]:
    return [known.status(c, "week90") for c in WEEK.checks]


def test_nothing_is_known_at_first(tmp_path: Path, folder: Path) -> None:
    known = progress.load_progress(tmp_path / ".grader")
    assert states(known) == [None] * 6
    assert known.set_aside is None
    assert not known.changed(FIRST, "week90", folder)
    assert progress.next_function(known, WEEK) == ("ex1_first", "load")
    assert not (tmp_path / ".grader").exists(), "looking writes nothing"


@pytest.mark.parametrize("status", Status, ids=str)
def test_round_trip(tmp_path: Path, folder: Path, status: Status) -> None:
    known = progress.load_progress(tmp_path)
    known.record(result(status), folder)
    known.take_hint(WEEK.checks[0], 3)
    again = progress.load_progress(tmp_path)
    assert states(again) == [status] * 6
    assert again.data == known.data
    assert again.set_aside is None
    assert not again.changed(FIRST, "week90", folder)


def test_a_week_that_is_not_known_is_no_trouble(tmp_path: Path, folder: Path) -> None:
    progress.load_progress(tmp_path).record(result(Status.PASSED), folder)
    assert progress.load_progress(tmp_path).status(WEEK.checks[0], "week91") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"3",
        b"\xff\xfe{}",
        b'{"weeks": 3}',
        b'{"weeks": {"week90": {"checks": {"a": 1}}}}',
        b'{"hints": {"a": "many"}}',
        b'{"weeks": {"week90": {"checks": {"\xff": "passed"}}}}',
    ],
)
def test_a_broken_file_is_put_aside(tmp_path: Path, folder: Path, content: bytes) -> None:
    path = tmp_path / "progress.json"
    path.write_bytes(content)
    known = progress.load_progress(tmp_path)
    assert states(known) == [None] * 6
    assert known.set_aside is not None
    assert known.set_aside.read_bytes() == content
    assert not path.exists()
    known.record(result(Status.PASSED), folder)
    again = progress.load_progress(tmp_path)
    assert states(again) == [Status.PASSED] * 6
    assert again.set_aside is None
    assert known.set_aside.read_bytes() == content


def test_two_broken_files_are_both_kept(tmp_path: Path) -> None:
    for content in (b"{first", b"{second"):
        (tmp_path / "progress.json").write_bytes(content)
        progress.load_progress(tmp_path)
    assert {p.read_bytes() for p in tmp_path.iterdir()} == {b"{first", b"{second"}


def test_a_status_of_another_version_is_unknown(tmp_path: Path, folder: Path) -> None:
    progress.load_progress(tmp_path).record(result(Status.PASSED), folder)
    path = tmp_path / "progress.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["weeks"]["week90"]["checks"]["ex1_first.load.values"] = "splendid"
    data["new_field"] = 1
    path.write_text(json.dumps(data), encoding="utf-8")
    assert states(progress.load_progress(tmp_path)) == [None] + [Status.PASSED] * 5


def test_a_part_leaves_the_other_results(tmp_path: Path, folder: Path) -> None:
    progress.load_progress(tmp_path).record(result(Status.PASSED), folder)
    progress.load_progress(tmp_path).record(result(Status.FAILED, "ex1_first.save.empty"), folder)
    passed = Status.PASSED
    assert states(progress.load_progress(tmp_path)) == [passed, passed, passed, Status.FAILED, passed, passed]
    assert progress.next_function(progress.load_progress(tmp_path), WEEK) == ("ex1_first", "save")


def test_next_function_is_the_first_that_is_not_passed(tmp_path: Path, folder: Path) -> None:
    known = progress.load_progress(tmp_path)
    known.record(result(Status.PASSED, "ex1_first"), folder)
    assert progress.next_function(known, WEEK) == ("ex2_second", "show")
    known.record(result(Status.PASSED), folder)
    assert progress.next_function(known, WEEK) is None


def test_a_changed_file_is_seen(tmp_path: Path, folder: Path) -> None:
    progress.load_progress(tmp_path).record(result(Status.PASSED), folder)
    path = folder / FIRST.filename
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "x = 1\n", encoding="utf-8")
    known = progress.load_progress(tmp_path)
    assert known.changed(FIRST, "week90", folder)
    assert not known.changed(SECOND, "week90", folder)
    path.write_text(text, encoding="utf-8")
    assert not known.changed(FIRST, "week90", folder)
    path.unlink()
    assert known.changed(FIRST, "week90", folder)


def test_a_run_of_the_changed_exercise_settles_it(tmp_path: Path, folder: Path) -> None:
    known = progress.load_progress(tmp_path)
    known.record(result(Status.PASSED), folder)
    for exercise in WEEK.exercises:
        (folder / exercise.filename).write_text("x = 1\n", encoding="utf-8")
    known.record(result(Status.PASSED, "ex1_first"), folder)
    assert not known.changed(FIRST, "week90", folder)
    assert known.changed(SECOND, "week90", folder)


def test_results_of_an_older_file_stay_marked_when_one_function_is_checked(
    tmp_path: Path, folder: Path
) -> None:
    """What `save` got before the edit says nothing of the file as it is now, though `load` was checked since."""
    known = progress.load_progress(tmp_path)
    known.record(result(Status.PASSED), folder)
    (folder / FIRST.filename).write_text("x = 1\n", encoding="utf-8")
    known.record(result(Status.PASSED, "ex1_first.load"), folder)
    stale = known.changed(FIRST, "week90", folder)
    forgotten = known.status(FIRST.functions[1].checks[0], "week90") is None
    assert stale or forgotten


def test_hints_are_counted_for_each_check_up_to_the_last(tmp_path: Path) -> None:
    one, two = WEEK.checks[:2]
    assert [progress.load_progress(tmp_path).take_hint(one, 3) for _ in range(5)] == [1, 2, 3, 3, 3]
    assert progress.load_progress(tmp_path).take_hint(two, 3) == 1
    assert progress.load_progress(tmp_path).data.hints == {one.id: 3, two.id: 1}


def test_hints_outlive_a_run(tmp_path: Path, folder: Path) -> None:
    progress.load_progress(tmp_path).take_hint(WEEK.checks[0], 3)
    progress.load_progress(tmp_path).record(result(Status.FAILED), folder)
    assert progress.load_progress(tmp_path).take_hint(WEEK.checks[0], 3) == 2


@pytest.mark.parametrize("number", [-5, 0, 99])
def test_a_number_of_hints_that_cannot_be_is_mended(tmp_path: Path, number: int) -> None:
    spec = WEEK.checks[0]
    (tmp_path / "progress.json").write_text(json.dumps({"hints": {spec.id: number}}), encoding="utf-8")
    assert 1 <= progress.load_progress(tmp_path).take_hint(spec, 3) <= 3
