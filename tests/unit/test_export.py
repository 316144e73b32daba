"""Results as files: the fields and types of DESIGN section 5, JUnit XML that any reader parses, whole files only."""

from __future__ import annotations

import dataclasses
import json
import os
import xml.etree.ElementTree as ET
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from support.small_week import CHECKS, WEEK

from grader import __version__
from grader.core.files import write
from grader.core.model import (
    CheckResult,
    Finding,
    Status,
    SubmissionResult,
)
from grader.results.junit import to_junit
from grader.results.report import BrokenReport, Report, decode, encode, report_of

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


def report(
    statuses: list[Status],
    finding: Finding = FINDING,
    submission: str = "2019-1234",
    notes: tuple[str, ...] = (),
) -> Report:
    checks = tuple(
        CheckResult(spec, status, 0.25, None if status is Status.PASSED else finding)
        for spec, status in zip(CHECKS, statuses, strict=False)
    )
    result = SubmissionResult("week90", submission, checks, "process", 7, 1.9, "2.14.1", notes=notes)
    return report_of(result, WEEK)


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
    data = json.loads(encode(report(statuses, notes=("two files",))))
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
    data = json.loads(encode(report(EVERY, notes=("a note",))))
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
    made = report_of(bare, WEEK)
    assert made.checks[0].message["en"] != "Passed."
    assert len(ET.fromstring(to_junit(made)).findall(".//failure")) == 1


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
    made = report([Status.ERROR] * 7, finding, submission=nasty)
    write(path, encode(made))
    data = json.loads(path.read_text(encoding="utf-8"))
    assert len(data["checks"]) == 7
    if what != "half a pair":
        assert data["checks"][0]["got"] == nasty
        assert decode(path.read_bytes()) == made
    assert encode(decode(path.read_bytes())) == path.read_text(encoding="utf-8")


WRITTEN = """{
 "schema": 1,
 "week": "week90",
 "submission": "2019-1234",
 "status": "graded",
 "score": 0.0,
 "max_score": 1.5,
 "isolation": "process",
 "seed": 7,
 "seconds": 1.9,
 "grader": "@",
 "torch": "2.14.1",
 "checks": [
  {
   "id": "ex1_first.load.values",
   "exercise": "ex1_first",
   "function": "load",
   "status": "error",
   "points": 0.0,
   "max_points": 1.5,
   "seconds": 0.25,
   "message": {
    "ko": "작성한 코드에서 IndexError 예외가 났습니다. 빈 목록입니다.",
    "en": "Your code raised IndexError. The list is empty."
   },
   "call": "load(path)",
   "got": "\\udcff \\u001b",
   "expected": "[]",
   "mistake": "59",
   "file": "ex1_first.py",
   "line": 3,
   "reported": false
  }
 ],
 "notes": []
}
"""


def test_json_to_the_byte() -> None:
    """Scripts compare these files, and an unchanged report must stay the same file."""
    made = report([Status.ERROR], dataclasses.replace(FINDING, got="\udcff \x1b"))
    assert encode(made) == WRITTEN.replace("@", __version__)
    keyed = replace(made, key="abc")
    assert encode(keyed) == encode(made).replace('"notes": []', '"notes": [],\n "key": "abc"')
    assert [decode(encode(one).encode()) for one in (made, keyed)] == [made, keyed]


@pytest.mark.parametrize("field", ["submission", "key"])
def test_a_report_crosses_from_a_worker(field: str) -> None:
    made = replace(report(EVERY), **{field: NASTY["half a pair"]})
    assert ForkingPickler.loads(ForkingPickler.dumps(made)) == made


def altered(*path: str | int, to: Any) -> Any:
    """The data of a good report with one value replaced, or, where `to` is None, taken out."""
    data = json.loads(encode(report(EVERY)))
    at = data
    for step in path[:-1]:
        at = at[step]
    if to is None:
        del at[path[-1]]
    else:
        at[path[-1]] = to
    return data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (altered("schema", to=2), "schema"),
        (altered("schema", to=None), "schema"),
        (altered("score", to=None), "score"),
        (altered("score", to="41"), "score"),
        (altered("seed", to=7.5), "seed"),
        (altered("seed", to=True), "seed"),
        (altered("status", to="great"), "status"),
        (altered("status", to="\udcff"), "udcff"),
        (altered("note", to=[]), "note"),
        (altered("notes", to=[1]), "notes"),
        (altered("checks", to={}), "checks"),
        (altered("checks", 2, "status", to="great"), "checks"),
        (altered("checks", 2, "points", to=None), "points"),
        (altered("checks", 2, "mistake", to=59), "mistake"),
        (altered("checks", 2, "mistakes", to="59"), "mistakes"),
        (altered("checks", 2, "message", to={"ko": "하나"}), "message in en"),
        (altered("checks", 2, "message", to={"ko": "하나", "en": "one", "fr": "un"}), "fr"),
        (altered("checks", 2, "reported", to="no"), "reported"),
        ([], "array"),
        ("", "str"),
    ],
)
def test_what_is_no_report_is_refused(data: Any, says: str) -> None:
    with pytest.raises(BrokenReport, match=says):
        decode(json.dumps(data).encode())


WHOLE = encode(report(EVERY))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\0" * 100, id="zeros"),
        pytest.param(WHOLE.encode()[:-9], id="cut off"),
        pytest.param(b"\xff\xfe{}", id="no UTF-8"),
        pytest.param(WHOLE.encode("utf-16"), id="UTF-16"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(WHOLE.replace("1.9", "NaN").encode(), id="NaN"),
        pytest.param(WHOLE.replace("7,", "9" * 5000 + ",").encode(), id="a number too long"),
    ],
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenReport):
        decode(data)


# ---- JUnit --------------------------------------------------------------------------------------------------------


def test_junit_counts() -> None:
    root = ET.fromstring(to_junit(report(EVERY)))
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
    root = ET.fromstring(to_junit(report([Status.PASSED])))
    assert [s.attrib["name"] for s in root] == ["ex1_first"]
    assert root[0].attrib["tests"] == "1"


def test_junit_says_what_happened() -> None:
    root = ET.fromstring(to_junit(report(EVERY)))
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
    write(path, to_junit(report([Status.ERROR] * 7, finding, submission=nasty)))
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
