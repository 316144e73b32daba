"""Results as files: the fields and types of DESIGN section 5, JUnit XML that any reader parses, whole files only."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from grader import __version__
from grader.core.files import write
from grader.core.model import (
    CheckResult,
    CheckSpec,
    Exercise,
    Finding,
    Function,
    Mistake,
    Status,
    SubmissionResult,
    Week,
)
from grader.results.junit import to_junit
from grader.results.report import to_data, to_json

TITLE: Mapping[Any, str] = {"ko": "값", "en": "values"}


def _check(exercise: str, function: str, name: str) -> CheckSpec:
    return CheckSpec(
        f"{exercise}.{function}.{name}", exercise, function, name, 1.5, TITLE, {"ko": ("가",), "en": ("a",)}
    )


CHECKS = tuple(_check("ex1_first", "load", name) for name in ("values", "empty", "large")) + tuple(
    _check("ex2_second", "show", name) for name in ("values", "empty", "large", "odd")
)
WEEK = Week(
    "week90",
    TITLE,
    (
        Exercise("ex1_first", TITLE, (Function("load", "load(path)", TITLE, CHECKS[:3]),)),
        Exercise("ex2_second", TITLE, (Function("show", "show(x)", TITLE, CHECKS[3:]),)),
    ),
    {"59": Mistake("59", "last_of_none", {"ko": "빈 목록입니다.", "en": "The list is empty."})},
    Path(),
)
FINDING = Finding(
    "raised",
    {"type": "IndexError"},
    call="load(path)",
    got="IndexError: list index out of range",
    expected="[]",
    mistake="59",
    file="ex1_first.py",
    line=3,
)


def result(
    statuses: list[Status],
    finding: Finding = FINDING,
    submission: str = "2019-1234",
    notes: tuple[str, ...] = (),
) -> SubmissionResult:
    checks = tuple(
        CheckResult(spec, status, 0.25, None if status is Status.PASSED else finding)
        for spec, status in zip(CHECKS, statuses, strict=False)
    )
    return SubmissionResult("week90", submission, checks, "process", 7, 1.9, "2.14.1", notes=notes)


EVERY = list(Status)

TYPES: dict[str, type | tuple[type, ...]] = {
    "schema": int,
    "week": str,
    "submission": str,
    "status": str,
    "score": float,
    "max_score": float,
    "isolation": str,
    "seed": int,
    "seconds": float,
    "grader": str,
    "torch": str,
    "checks": list,
    "notes": list,
}
CHECK_TYPES: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "exercise": str,
    "function": str,
    "status": str,
    "points": float,
    "max_points": float,
    "seconds": float,
    "message": dict,
    "call": str,
    "got": str,
    "expected": str,
    "mistake": (str, type(None)),
}

# ---- JSON ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statuses", [EVERY, [Status.PASSED] * 7, [Status.NOT_STARTED] * 7], ids=["every", "full", "none"]
)
def test_json_has_the_promised_fields_and_types(statuses: list[Status]) -> None:
    data = json.loads(to_json(result(statuses, notes=("two files",)), WEEK))
    assert set(TYPES) <= set(data)
    for name, kind in TYPES.items():
        assert isinstance(data[name], kind), name
        assert not isinstance(data[name], bool), name
    assert len(data["checks"]) == 7
    for check in data["checks"]:
        assert set(CHECK_TYPES) <= set(check)
        for name, kind in CHECK_TYPES.items():
            assert isinstance(check[name], kind), name
        assert set(check["message"]) == {"ko", "en"}
        assert all(isinstance(text, str) and text for text in check["message"].values())


def test_json_says_what_happened() -> None:
    data = json.loads(to_json(result(EVERY, notes=("a note",)), WEEK))
    assert (data["schema"], data["week"], data["submission"]) == (1, "week90", "2019-1234")
    assert (data["status"], data["isolation"], data["seed"]) == ("graded", "process", 7)
    assert (data["grader"], data["torch"], data["notes"]) == (__version__, "2.14.1", ["a note"])
    assert (data["score"], data["max_score"]) == (1.5, 10.5)
    assert [c["status"] for c in data["checks"]] == [
        "passed", "failed", "not_started", "error", "timeout", "crashed", "fault"
    ]  # fmt: skip
    assert [c["points"] for c in data["checks"]] == [1.5, 0, 0, 0, 0, 0, 0]
    failed = data["checks"][1]
    assert failed["id"] == "ex1_first.load.empty"
    assert failed["call"] == "load(path)"
    assert failed["got"] == "IndexError: list index out of range"
    assert failed["expected"] == "[]"
    assert failed["mistake"] == "59"
    assert failed["message"]["en"] == "Your code raised IndexError. The list is empty."
    assert failed["message"]["ko"].endswith("빈 목록입니다.")
    assert data["checks"][0]["mistake"] is None


def test_a_check_that_did_not_pass_is_never_called_passed() -> None:
    bare = SubmissionResult("week90", "x", (CheckResult(CHECKS[0], Status.FAILED),), "process", 0, 0.0, "2")
    message = to_data(bare, WEEK)["checks"][0]["message"]["en"]
    assert message != "Passed."
    assert len(ET.fromstring(to_junit(bare, WEEK)).findall(".//failure")) == 1


NASTY = {
    "control": "".join(map(chr, range(32))) + "\x7f\x85",
    "markup": "]]><script>&amp;\"'</testsuite>",
    "astral": "한글 👩‍🔬 \U0001f600",
    "not a character": "\ufffe\uffff",
    "half a pair": "a\ud83d b\udcff",
    "bidi": "\u202egnp.exe",
    "long": "x" * 100_000,
}


@pytest.mark.parametrize("what", NASTY)
def test_json_survives_what_a_submission_writes(what: str, tmp_path: Path) -> None:
    nasty = NASTY[what]
    finding = Finding("raised", {"type": nasty}, nasty, nasty, nasty, None, nasty, 1, nasty)
    path = tmp_path / "result.json"
    write(path, to_json(result([Status.ERROR] * 7, finding, submission=nasty), WEEK))
    data = json.loads(path.read_text(encoding="utf-8"))
    assert len(data["checks"]) == 7
    if what != "half a pair":
        assert data["checks"][0]["got"] == nasty


# ---- JUnit --------------------------------------------------------------------------------------------------------


def test_junit_counts() -> None:
    root = ET.fromstring(to_junit(result(EVERY), WEEK))
    assert root.tag == "testsuites"
    first, second = root.findall("testsuite")
    assert first.attrib["name"] == "ex1_first"
    assert [first.attrib[k] for k in ("tests", "failures", "errors", "skipped")] == ["3", "1", "0", "1"]
    assert [second.attrib[k] for k in ("tests", "failures", "errors", "skipped")] == ["4", "0", "4", "0"]
    assert float(first.attrib["time"]) == pytest.approx(0.75)
    for suite in (first, second):
        assert len(suite.findall("testcase")) == int(suite.attrib["tests"])
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert len(suite.findall(f"testcase/{tag}")) == int(suite.attrib[count])
    cases = [(c.attrib["classname"], c.attrib["name"]) for c in root.iter("testcase")]
    assert cases == [(f"{s.exercise}.{s.function}", s.name) for s in CHECKS]


def test_junit_of_a_part_has_no_empty_suite() -> None:
    root = ET.fromstring(to_junit(result([Status.PASSED]), WEEK))
    assert [s.attrib["name"] for s in root] == ["ex1_first"]
    assert root[0].attrib["tests"] == "1"


def test_junit_says_what_happened() -> None:
    root = ET.fromstring(to_junit(result(EVERY), WEEK))
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.attrib["message"].startswith("Your code raised IndexError.")
    assert failure.attrib["type"] == "failed"
    assert "load(path)" in (failure.text or "")
    assert "예외" in (failure.text or "")


@pytest.mark.parametrize("what", NASTY)
def test_junit_survives_what_a_submission_writes(what: str, tmp_path: Path) -> None:
    nasty = NASTY[what]
    finding = Finding("raised", {"type": nasty}, nasty, nasty, nasty, None, nasty, 1, nasty)
    path = tmp_path / "junit.xml"
    write(path, to_junit(result([Status.ERROR] * 7, finding, submission=nasty), WEEK))
    root = ET.fromstring(path.read_bytes())
    assert len(root.findall(".//error")) == 7
    if what in ("markup", "astral"):
        error = root.find(".//error")
        assert error is not None
        assert nasty in (error.text or "")


# ---- write --------------------------------------------------------------------------------------------------------


def test_write_makes_folders_and_the_exact_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "result.json"
    write(path, "한글\n")
    assert path.read_bytes() == "한글\n".encode()
    write(path, "new\n")
    assert path.read_bytes() == b"new\n"
    assert [p.name for p in path.parent.iterdir()] == ["result.json"]


def test_the_old_file_is_whole_until_the_new_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "result.json"
    write(path, "old")
    seen: list[tuple[str, str]] = []
    replace = os.replace

    def watched(source: str | Path, target: str | Path) -> None:
        seen.append((path.read_text(encoding="utf-8"), Path(source).read_text(encoding="utf-8")))
        assert Path(source).parent == path.parent, "a rename across file systems is a copy"
        replace(source, target)

    monkeypatch.setattr("os.replace", watched)
    write(path, "new" * 10_000)
    assert seen == [("old", "new" * 10_000)]
    assert path.read_text(encoding="utf-8") == "new" * 10_000


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "result.json"
    write(path, "old")

    def full(self: Path, text: str, **_: object) -> None:
        self.write_bytes(text[:2].encode())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        write(path, "new")
    assert path.read_bytes() == b"old"
