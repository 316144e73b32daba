"""The exports: the columns and fields that each platform asks for, and strangers' words that do nothing there."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from reports import WEEK, fail, report

from grader.bulk.lms import canvas, gradescope, moodle
from grader.bulk.publish import publish
from grader.core.model import LANGS
from grader.core.text import FORMULA
from grader.intake.entries import find_entries
from grader.intake.lms_names import Owner, owner
from grader.intake.submission import Entry
from grader.results.junit import class_junit

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


def reports() -> list[dict[str, Any]]:
    made = [
        report("Kim Cheolsu_12345"),
        report("leeyoung_123"),
        report("2019-0001"),
        report("broken", status="fault"),
    ]
    fail(made[0]["checks"][0], message={"ko": "<b>틀림</b>", "en": "<b>wrong</b>"})
    made[0]["score"] = 9.0
    return made


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
    rows = table(canvas(WEEK, reports(), OWNERS))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "week90"],
        ["    Points Possible", "", "", "", "", "10.5"],
        ["leeyoung", "123", "", "", "", "10.5"],
        ["2019-0001", "", "2019-0001", "", "", "10.5"],
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_moodle(lang: Any) -> None:
    rows = table(moodle(WEEK, reports(), OWNERS, lang))
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
    made = [report(word, status="unreadable", notes=[word]) for word in HOSTILE]
    for system in ("moodle", "canvas", None):
        owners = {word: Owner(system, word, "1") if system else None for word in HOSTILE}  # type: ignore[arg-type]
        for text in (canvas(WEEK, made, owners), moodle(WEEK, made, owners, "en")):
            text.encode("utf-8")
            assert "\x1b" not in text
            cells = [cell for row in table(text) for cell in row]
            assert not [cell for cell in cells if cell.startswith(FORMULA)]
        feedback = [row[5] for row in table(moodle(WEEK, made, owners, "en"))[1:]]
        assert not [text for text in feedback if "<" in text.replace("<br>", "")]


def test_gradescope() -> None:
    one = report("kim", notes=["a note"])
    fail(
        one["checks"][0],
        message={"ko": "틀림", "en": "wrong \x1b[2J\udcff"},
        call="load(1)",
        got="2",
        expected="3",
    )
    fail(one["checks"][1], status="crashed")
    one["score"] = 7.5
    text = gradescope(WEEK, one, "en")
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
    fail(made[1]["checks"][0], status="not_started")
    fail(made[1]["checks"][1], status="timeout", got="\x00\ufffe]]>&<")
    made.append(report("</testsuite>\x1b"))
    root = ET.fromstring(class_junit(WEEK.name, made, "en"))
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
    entries = [Entry(one["submission"], "folder", (tmp_path / one["submission"],)) for one in made]
    names = {one["submission"]: one["submission"].replace(" ", "%20") for one in made}
    stale = tmp_path / "exports" / "gradescope" / "broken.json"
    stale.parent.mkdir(parents=True)
    stale.touch()
    page = publish(tmp_path, WEEK, entries, made, names, "ko")
    assert page.is_file()
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    students = list(names.values())
    assert found == {
        "index.html", "exports/canvas.csv", "exports/moodle.csv", "exports/junit.xml",
        *(f"students/{name}.html" for name in students),
        *(f"exports/gradescope/{name}.json" for name in students if name != "broken"),
    }  # fmt: skip
