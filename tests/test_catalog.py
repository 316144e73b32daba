"""The workspace, the weeks in it, their week.toml, and the words that name a part of a week."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.core import week as catalog
from grader.core.errors import GraderFault, UsageError
from grader.core.model import LANGS, Week
from grader.core.target import Target, parse_target
from grader.core.week import load_week, week_names
from grader.core.workspace import Workspace, find_workspace

GOOD = """\
title.ko = "주차"
title.en = "a week"

[[exercise]]
name = "ex1_first"
title.ko = "하나"
title.en = "one"

[[exercise.function]]
name = "load"
signature = "load(path)"
title.ko = "읽기"
title.en = "reading"

[[exercise.function.check]]
name = "values"
points = 1.5
title.ko = "값"
title.en = "values"
hints.ko = ["가", "나", "다"]
hints.en = ["a", "b", "c"]

[[exercise.function.check]]
name = "empty"
points = 1
reported = true
title.ko = "빈 것"
title.en = "nothing"
hints.ko = ["가", "나", "다"]
hints.en = ["a", "b", "c"]

[[exercise]]
name = "ex2_second"
title.ko = "둘"
title.en = "two"

[[exercise.function]]
name = "show"
signature = "show(image, size=3)"
title.ko = "보이기"
title.en = "showing"

[[exercise.function.check]]
name = "values"
points = 2
held = true
title.ko = "값"
title.en = "values"
hints.ko = ["가", "나", "다"]
hints.en = ["a", "b", "c"]

[mistake.3]
cause.ko = "원인"
cause.en = "a cause"
functions = ["ex1_first.load"]
error = "No such file"
"""


@pytest.fixture
def weeks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of weeks that holds week90, in place of the package's own."""
    write(tmp_path, GOOD)
    monkeypatch.setattr(catalog, "WEEKS", tmp_path)
    return tmp_path


@pytest.fixture
def week(weeks: Path) -> Week:
    return load_week("week90")


def write(weeks: Path, text: str, name: str = "week90") -> None:
    (weeks / name).mkdir(exist_ok=True)
    (weeks / name / "week.toml").write_text(text, encoding="utf-8")


# ---- workspace ----------------------------------------------------------------------------------------------------


def test_workspace_is_found_from_inside(tmp_path: Path) -> None:
    deep = tmp_path / "exercises" / "week12"
    deep.mkdir(parents=True)
    (tmp_path / "datasets").mkdir()
    for start in (tmp_path, tmp_path / "exercises", deep, tmp_path / "datasets"):
        assert find_workspace(start).root == tmp_path


def test_the_nearest_workspace_wins(tmp_path: Path) -> None:
    inner = tmp_path / "copy"
    for root in (tmp_path, inner):
        (root / "exercises").mkdir(parents=True)
        (root / "datasets").mkdir()
    assert find_workspace(inner / "exercises").root == inner


@pytest.mark.parametrize("made", [[], ["exercises"], ["datasets"]])
def test_no_workspace_is_wrong_use(tmp_path: Path, made: list[str]) -> None:
    for name in made:
        (tmp_path / name).mkdir()
    with pytest.raises(UsageError) as caught:
        find_workspace(tmp_path)
    assert (caught.value.key, caught.value.params) == ("no_workspace", {"path": tmp_path})


def test_workspace_folders(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert workspace.exercises("week12") == tmp_path / "exercises" / "week12"
    assert workspace.solutions("week12") == tmp_path / "solutions" / "week12"
    assert workspace.backups.is_relative_to(workspace.private)


# ---- weeks --------------------------------------------------------------------------------------------------------


def test_there_is_a_week() -> None:
    assert "week12" in week_names()


@pytest.mark.parametrize("name", week_names())
def test_every_week_found_is_whole(name: str) -> None:
    week = load_week(name)
    checks = week.checks
    assert checks
    assert len({c.id for c in checks}) == len(checks)
    assert all(c.points > 0 for c in checks)
    for check in checks:
        assert check.id == f"{check.exercise}.{check.function}.{check.name}"
        assert week.exercise(check.exercise).short == check.exercise.split("_")[0]
        assert week.function(check.exercise, check.function).signature.startswith(f"{check.function}(")
        assert all(len(check.hints[lang]) == catalog.HINTS for lang in LANGS)
    functions = {f"{e.name}.{f.name}" for e in week.exercises for f in e.functions}
    for mistake in week.mistakes.values():
        assert set(mistake.functions) <= functions, mistake.id
        assert bool(mistake.error) <= bool(mistake.functions), f"mistake {mistake.id} is looked for nowhere"
        re.compile(mistake.error)


def test_what_a_week_says(week: Week) -> None:
    assert week.title == {"ko": "주차", "en": "a week"}
    assert [e.name for e in week.exercises] == ["ex1_first", "ex2_second"]
    assert [c.id for c in week.checks] == [
        "ex1_first.load.values",
        "ex1_first.load.empty",
        "ex2_second.show.values",
    ]
    assert [c.points for c in week.checks] == [1.5, 1.0, 2.0]
    assert [c.reported for c in week.checks] == [False, True, False]
    assert [c.held for c in week.checks] == [False, False, True]
    assert week.mistakes["3"].error == "No such file"


@pytest.mark.parametrize(
    ("name", "near"),
    [("week09", "week90"), ("week", "week90"), ("x", "week90"), ("", "week90"), ("../week90", "week90")],
)
def test_an_unknown_week_names_what_there_is(weeks: Path, name: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_week(name)
    assert caught.value.key == "no_week"
    assert caught.value.params == {"week": name, "weeks": "week90", "near": near}


def test_no_week_at_all_is_wrong_use(weeks: Path) -> None:
    (weeks / "week90" / "week.toml").unlink()
    with pytest.raises(UsageError) as caught:
        load_week("week90")
    assert caught.value.key == "no_week"


BAD = {
    "not toml": GOOD + "\n[[[",
    "no title": GOOD.replace('title.ko = "주차"\n', ""),
    "one language": GOOD.replace('title.en = "reading"\n', ""),
    "empty text": GOOD.replace('title.en = "reading"', 'title.en = "  "'),
    "text is a number": GOOD.replace('title.en = "reading"', "title.en = 3"),
    "no exercise": 'title.ko = "가"\ntitle.en = "a"\n',
    "exercise is a text": 'title.ko = "가"\ntitle.en = "a"\nexercise = "ex1"\n',
    "no signature": GOOD.replace('signature = "load(path)"\n', ""),
    "no points": GOOD.replace("points = 1.5\n", ""),
    "points are a word": GOOD.replace("points = 1.5", 'points = "many"'),
    "two hints": GOOD.replace('hints.en = ["a", "b", "c"]', 'hints.en = ["a", "b"]', 1),
    "an empty hint": GOOD.replace('hints.en = ["a", "b", "c"]', 'hints.en = ["a", "", "c"]', 1),
    "hints are a text": GOOD.replace('hints.en = ["a", "b", "c"]', 'hints.en = "abc"', 1),
    "no cause": GOOD.replace('cause.ko = "원인"\n', ""),
    "mistakes are a list": GOOD.replace("[mistake.3]", "[[mistake]]"),
    "a check twice": GOOD.replace('name = "empty"', 'name = "values"'),
    "an exercise twice": GOOD.replace('name = "ex2_second"', 'name = "ex1_first"'),
    "not a pattern": GOOD.replace('error = "No such file"', 'error = "(unclosed"'),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_week_is_the_graders_fault_and_names_the_file(weeks: Path, what: str) -> None:
    assert BAD[what] != GOOD
    write(weeks, BAD[what])
    with pytest.raises(GraderFault, match=r"week90.week\.toml"):
        load_week("week90")


def test_a_week_that_is_not_utf8_is_the_graders_fault(weeks: Path) -> None:
    (weeks / "week90" / "week.toml").write_bytes(GOOD.encode("cp949"))
    with pytest.raises(GraderFault, match=r"week90.week\.toml"):
        load_week("week90")


# ---- targets ------------------------------------------------------------------------------------------------------

TARGETS = {
    "": Target(),
    "week90": Target(),
    "ex1": Target("ex1_first"),
    "ex1_first": Target("ex1_first"),
    "week90.ex1": Target("ex1_first"),
    "week90.ex2_second": Target("ex2_second"),
    "ex1.load": Target("ex1_first", "load"),
    "ex1_first.load": Target("ex1_first", "load"),
    "load": Target("ex1_first", "load"),
    "load.empty": Target("ex1_first", "load", "empty"),
    "ex1.load.empty": Target("ex1_first", "load", "empty"),
    "ex1_first.load.empty": Target("ex1_first", "load", "empty"),
    "week90.ex1.load.empty": Target("ex1_first", "load", "empty"),
    "ex1_first.py": Target("ex1_first"),
    "./ex1_first.py": Target("ex1_first"),
    "exercises/week90/ex2_second.py": Target("ex2_second"),
    "/home/학생/my lab/exercises/week90/ex2_second.py": Target("ex2_second"),
    "exercises\\week90\\ex2_second.py": Target("ex2_second"),
    ".\\ex2_second.py": Target("ex2_second"),
    "C:\\Users\\홍길동\\lab\\exercises\\week90\\ex1_first.py": Target("ex1_first"),
    "C:/Users/me/lab.v2/exercises/week90/ex1_first.py": Target("ex1_first"),
    "exercises/week90": Target(),
    "exercises/week90/": Target(),
    "exercises\\week90\\": Target(),
}


@pytest.mark.parametrize("text", TARGETS)
def test_target(week: Week, text: str) -> None:
    assert parse_target(week, text) == TARGETS[text]


def test_a_target_matches_its_checks_only(week: Week) -> None:
    def ids(text: str) -> list[str]:
        target = parse_target(week, text)
        return [c.id for c in week.checks if target.matches(c)]

    assert ids("") == [c.id for c in week.checks]
    assert ids("ex1") == ["ex1_first.load.values", "ex1_first.load.empty"]
    assert ids("ex2.show") == ["ex2_second.show.values"]
    assert ids("ex1.load.empty") == ["ex1_first.load.empty"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("ex3", {"ex1", "ex2"}),
        ("ex1_frist", {"ex1_first"}),
        ("exercises/week90/ex1_furst.py", {"ex1_first"}),
        ("ex1.laod", {"load"}),
        ("ex1.load.emtpy", {"empty"}),
        ("ex1.load.empty.more", {"empty"}),
        ("ex2.load", {"show"}),
        ("ex1.", {"load"}),
        ("week91.ex1", {"ex1_first"}),
        ("한글", {"ex1_first"}),
        ("..", {"ex1_first"}),
    ],
)
def test_a_near_miss_says_what_there_is(week: Week, text: str, near: set[str]) -> None:
    with pytest.raises(UsageError) as caught:
        parse_target(week, text)
    assert caught.value.key == "no_target"
    params = caught.value.params
    assert params["target"] == text
    assert params["near"] in near
    assert near & {*str(params["names"]).split(", "), "ex1", "ex2"}


def test_a_function_of_two_exercises_is_not_guessed(weeks: Path) -> None:
    write(weeks, GOOD.replace('name = "show"', 'name = "load"').replace("show(image", "load(image"))
    with pytest.raises(UsageError) as caught:
        parse_target(load_week("week90"), "load")
    assert caught.value.key == "no_target"
