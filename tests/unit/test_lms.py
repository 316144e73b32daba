"""The exports: the columns and fields that each platform asks for, and strangers' words that do nothing there."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from support.reports import WEEK, class_results, fail, report

from grader.bulk.gradebook import gradebook
from grader.bulk.lms import canvas, gradescope, moodle
from grader.bulk.publish import publish
from grader.bulk.report_files import report_files
from grader.bulk.results_folder import ResultsFolder, RunRecord
from grader.core.model import LANGS, Status, SubmissionStatus
from grader.core.text import FORMULA
from grader.intake.entries import find_entries
from grader.intake.lms_names import Owner, owner
from grader.results.junit import class_to_junit
from grader.results.report import Report

KIM = Owner("moodle", "Kim Cheolsu", "12345")
LEE = Owner("canvas", "leeyoung", "123")
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "<img src=x onerror=alert(1)>",
    'a\x1b[31m,"b"\n;c',
    "\udcff\ufffe",
)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def reports() -> list[Report]:
    return [
        fail(report("Kim Cheolsu_12345"), 0, message={"ko": "<b>틀림</b>", "en": "<b>wrong</b>"}),
        report("leeyoung_123"),
        report("2019-0001"),
        report("broken", status=SubmissionStatus.FAULT),
    ]


OWNERS = {"Kim Cheolsu_12345": KIM, "leeyoung_123": LEE, "2019-0001": None, "broken": None}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Kim Cheolsu_12345_assignsubmission_file_/ex1_first.py"], [KIM]),
        (["Kim Cheolsu_12345_assignsubmission_file/ex1_first.py"], [KIM]),
        (["Kim Cheolsu_12345_assignsubmission_file_ex1_first.py"], [KIM]),
        (["Kim Cheolsu_12345_assignsubmission_file_work.zip"], [KIM]),
        (["leeyoung_123_456_ex1_first.py", "leeyoung_LATE_123_457_ex2_second.py"], [LEE]),
        (["2019-0001/ex1_first.py", "leeyoung_123/ex1_first.py", "other_123.zip"], [None, None, None]),
    ],
)
def test_whose_a_submission_is(names: list[str], expected: list[Owner | None], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [owner(entry) for entry in find_entries(tmp_path)] == expected


def test_canvas() -> None:
    rows = table(canvas(class_results(reports(), owners=OWNERS)))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "week90"],
        ["    Points Possible", "", "", "", "", "10.5"],
        ["leeyoung", "123", "", "", "", "10.5"],
        ["2019-0001", "", "2019-0001", "", "", "10.5"],
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_moodle(lang: Any) -> None:
    rows = table(moodle(class_results(reports(), lang, owners=OWNERS)))
    assert rows[0] == [
        "Identifier",
        "Full name",
        "Grade",
        "Maximum Grade",
        "Last modified (grade)",
        "Feedback comments",
    ]
    assert [row[:5] for row in rows[1:]] == [["Participant 12345", "Kim Cheolsu", "9", "10.5", ""]]
    told = {"ko": "&lt;b&gt;틀림&lt;/b&gt;", "en": "&lt;b&gt;wrong&lt;/b&gt;"}[lang]
    assert rows[1][5] == f"ex1_first: 3/4.5<br>ex2_second: 6/6<br>ex1_first.load: {told}"


def test_no_cell_is_a_formula_or_markup() -> None:
    made = [report(word, status=SubmissionStatus.UNREADABLE, notes=[word]) for word in HOSTILE]
    for system in ("moodle", "canvas", None):
        owners = {word: Owner(system, word, "1") if system else None for word in HOSTILE}  # type: ignore[arg-type]
        results = class_results(made, owners=owners)
        for text in (canvas(results), moodle(results)):
            text.encode("utf-8")
            assert "\x1b" not in text
            cells = [cell for row in table(text) for cell in row]
            assert not [cell for cell in cells if cell.startswith(FORMULA)]
        feedback = [row[5] for row in table(moodle(results))[1:]]
        assert not [text for text in feedback if "<" in text.replace("<br>", "")]


def test_the_gradebook_has_a_row_for_whatever_was_handed_in() -> None:
    made = [report(word, status=SubmissionStatus.FAULT, notes=[word, word]) for word in HOSTILE]
    text = gradebook(WEEK, [fail(report("kim"), 1), *made])
    text.encode("utf-8")
    assert "\x1b" not in text
    rows = table(text)
    assert rows[0] == [
        "submission", "status", "score", "max_score", "ex1_first", "ex2_second", "isolation", "note"
    ]  # fmt: skip
    assert rows[1] == ["kim", "graded", "9", "10.5", "3", "6", "process", ""]
    assert [row[1:7] for row in rows[2:]] == [["fault", "0", "10.5", "0", "0", "process"]] * len(HOSTILE)
    assert rows[-1][0::7] == ["\\xff\\ufffe", "\\xff\\ufffe; \\xff\\ufffe"]
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def test_gradescope() -> None:
    one = fail(
        report("kim", notes=["a note"]),
        0,
        message={"ko": "틀림", "en": "wrong \x1b[2J\udcff"},
        call="load(1)",
        got="2",
        expected="3",
    )
    one = fail(one, 1, status=Status.CRASHED)
    text = gradescope(one, WEEK, "en")
    text.encode("utf-8")
    data = json.loads(text)
    assert (data["score"], data["execution_time"], data["output"]) == (7.5, 2.0, "a note")
    assert (data["visibility"], data["stdout_visibility"]) == ("after_published", "hidden")
    assert [test["status"] for test in data["tests"]] == ["failed", "failed", *["passed"] * 5]
    assert sum(test["score"] for test in data["tests"]) == data["score"]
    assert {test["max_score"] for test in data["tests"]} == {1.5}
    expected = "wrong \\x1b[2J\\xff\nyou called: load(1)\nit returned: 2\nexpected: 3"
    assert data["tests"][0]["output"] == expected
    assert data["tests"][0]["name"] == "ex1_first.load.values: values"
    assert data["tests"][2]["output"] == ""


def test_junit_of_a_class() -> None:
    made = reports()
    made[1] = fail(made[1], 0, status=Status.NOT_STARTED)
    made[1] = fail(made[1], 1, status=Status.TIMEOUT, got="\x00\ufffe]]>&<")
    made.append(report("</testsuite>\x1b"))
    root = ET.fromstring(class_to_junit(WEEK.name, made, "en"))
    suites = [dict(suite.attrib) for suite in root]
    assert [s["name"] for s in suites] == [
        "Kim Cheolsu_12345",
        "leeyoung_123",
        "2019-0001",
        "broken",
        "</testsuite>\\x1b",
    ]
    assert [(s["failures"], s["errors"], s["skipped"]) for s in suites] == [
        ("1", "0", "0"), ("0", "1", "1"), ("0", "0", "0"), ("0", "7", "0"), ("0", "0", "0"),
    ]  # fmt: skip
    assert all(suite["tests"] == str(len(root[0])) == "7" for suite in suites)
    error = root[1][1].find("error")
    assert error is not None
    assert (error.get("type"), error.text) == ("timeout", "\\x00\\ufffe]]>&<")
    assert root[1][1].get("classname") == "ex1_first.load"


def test_published_whole_and_nothing_stale(tmp_path: Path) -> None:
    made = reports()
    names = {one.submission: one.submission.replace(" ", "%20") for one in made}
    stale = tmp_path / "exports" / "gradescope" / "broken.json"
    stale.parent.mkdir(parents=True)
    stale.touch()
    page = publish(tmp_path, class_results(made, "ko", names=names))
    assert page.is_file()
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    students = list(names.values())
    assert found == {
        "index.html", "exports/canvas.csv", "exports/moodle.csv", "exports/junit.xml",
        *(f"students/{name}.html" for name in students),
        *(f"exports/gradescope/{name}.json" for name in students if name != "broken"),
    }  # fmt: skip


# ---- the folder RESULTS ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"schema": 1', '"schema": 0'),
        ('"score": 10.5', '"score": "10.5"'),
        ('"notes": []', '"notes": [], "curve": 5'),
        ('"status": "graded"', '"status": "splendid"'),
        ('"submission": "김/철수"', '"submission": "another"'),
        ("}\n", ""),
    ],
)
def test_a_report_that_was_tampered_with_counts_as_none(old: str, new: str, tmp_path: Path) -> None:
    files = report_files(tmp_path, ["김/철수", "lee"])
    made = replace(report("김/철수"), key="abc")
    assert files.read("김/철수") is None
    assert files.write(made) == files.read("김/철수") == made
    (path,) = tmp_path.glob("*.json")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert files.read("김/철수") is None
    assert files.read("lee") is None


def test_a_report_is_given_back_as_the_next_run_reads_it(tmp_path: Path) -> None:
    """Two halves of a pair become one character in JSON: the pages of the first run are those of every other."""
    files = report_files(tmp_path, ["kim"])
    made = fail(report("kim"), 0, got="\ud83d\ude00 \udcff")
    assert files.write(made).checks[0].got == "\U0001f600 \udcff"
    assert files.read("kim") == files.write(made)


@pytest.mark.parametrize(
    ("text", "seed"),
    [
        ('{"week": "week90", "seed": 7, "isolation": "jail", "grader": "0"}', 7),
        ('{"week": "week90", "seed": 7, "a later version": 1}', 7),
        ('{"week": "week91", "seed": 7}', None),
        ('{"week": "week90", "seed": "7"}', None),
        ('{"week": "week90", "seed": true}', None),
        ('{"week": "week90"}', None),
        ("{", None),
        ("", None),
        ("[]", None),
    ],
)
def test_the_seed_of_an_earlier_run(text: str, seed: int | None, tmp_path: Path) -> None:
    out = ResultsFolder(tmp_path)
    assert out.seed("week90") is None
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert out.seed("week90") == seed


def test_run_json_to_the_byte(tmp_path: Path) -> None:
    ResultsFolder(tmp_path).begin(RunRecord("week90", 7, "jail", "0.1"))
    text = (tmp_path / "run.json").read_text(encoding="utf-8")
    assert text == '{\n "week": "week90",\n "seed": 7,\n "isolation": "jail",\n "grader": "0.1"\n}\n'
