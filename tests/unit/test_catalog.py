"""The workspace, the weeks in it, their week.toml, and the words that name a part of a week."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.core import week as catalog
from grader.core.errors import GraderFault, UsageError
from grader.core.model import LANGS, Week
from grader.core.target import Target, find_target, parse_target, split_address
from grader.core.week import load_week, week_names
from grader.core.workspace import Workspace, find_workspace

FIRST, SECOND = "ex1_first/exercise.toml", "ex2_second/exercise.toml"
GOOD = {
    "week.toml": """\
title.ko = "주차"
title.en = "a week"
exercises = ["ex1_first", "ex2_second"]

[mistake.of_both]
number = 4
cause.ko = "원인"
cause.en = "a cause"
functions = ["ex1_first.load", "ex2_second.show"]
error = "is a directory"
""",
    FIRST: """\
title.ko = "하나"
title.en = "one"

[[function]]
name = "load"
signature = "load(path)"
title.ko = "읽기"
title.en = "reading"

[[function.check]]
name = "values"
points = 1.5
title.ko = "값"
title.en = "values"
hints.ko = ["가", "나", "다"]
hints.en = ["a", "b", "c"]

[[function.check]]
name = "empty"
points = 1
reported = true
title.ko = "빈 것"
title.en = "nothing"
hints.ko = ["가", "나", "다"]
hints.en = ["a", "b", "c"]

[mistake.wrong_folder]
number = 3
cause.ko = "원인"
cause.en = "a cause"
functions = ["load"]
error = "No such file"
""",
    SECOND: """\
title.ko = "둘"
title.en = "two"

[[function]]
name = "show"
signature = "show(image, size=3)"
title.ko = "보이기"
title.en = "showing"

[[function.check]]
name = "values"
points = 2
held = true
title.ko = "값"
title.en = "values"
hints.ko = ["가", "나", "다"]
hints.en = ["a", "b", "c"]
""",
}
"""Path below a week's folder to its text."""


@pytest.fixture
def weeks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of weeks that holds week90, in place of the package's own."""
    write(tmp_path, GOOD)
    monkeypatch.setattr(catalog, "WEEKS", tmp_path)
    return tmp_path


@pytest.fixture
def week(weeks: Path) -> Week:
    return load_week("week90")


def write(weeks: Path, files: dict[str, str], name: str = "week90") -> None:
    for place, text in files.items():
        path = weeks / name / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


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
    assert sum(c.points for c in checks) > 0 <= min(c.points for c in checks)
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
    assert week.mistake_ids == {"of_both": "4", "wrong_folder": "3"}
    assert week.mistakes["3"].functions == ("ex1_first.load",)
    assert week.mistakes["4"].functions == ("ex1_first.load", "ex2_second.show")
    assert week.module(week.folder / "ex1_first" / "props.py") == "grader.weeks.week90.ex1_first.props"


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
    "not toml": ("week.toml", "exercises", "[[[", "(at line"),
    "no title": ("week.toml", 'title.ko = "주차"\n', "", "title.ko is missing"),
    "no exercises": ("week.toml", 'exercises = ["ex1_first", "ex2_second"]\n', "", "exercises is missing"),
    "a misspelt key": ("week.toml", "exercises =", "exercise =", "exercise: unknown key; did you mean exercises?"),
    "exercises are a text": ("week.toml", '["ex1_first", "ex2_second"]', '"ex1_first"', "expected a list, got a string"),
    "a goal above one": ("week.toml", "exercises =", "audit.killed = 97\nexercises =", "expected a share from 0 to 1"),
    "no goal of that name": ("week.toml", "exercises =", "audit.kiled = 0.9\nexercises =", "did you mean killed?"),
    "an exercise twice": ("week.toml", '"ex2_second"]', '"ex1_first"]', "twice: ex1_first"),
    "an exercise without a folder": ("week.toml", '"ex2_second"]', '"ex2_other"]', "no ex2_other/exercise.toml"),
    "a folder that is not listed": ("week.toml", ', "ex2_second"]', "]", "ex2_second has a folder and is not listed"),
    "a number twice": ("week.toml", "number = 4", "number = 3", "twice: 3"),
    "a mistake's name twice": ("week.toml", "of_both", "wrong_folder", "twice: wrong_folder"),
    "another function": ("week.toml", "ex2_second.show", "ex2_second.shw", "mistake.of_both.functions: there is no "
                         "ex2_second.shw; did you mean ex2_second.show?"),
    "one language": (FIRST, 'title.en = "reading"\n', "", "function.load.title.en is missing"),
    "a third language": (FIRST, 'title.en = "reading"\n', 'title.en = "r"\ntitle.de = "l"\n', "load.title.de: unknown key"),
    "empty text": (FIRST, 'title.en = "reading"', 'title.en = "  "', "function.load.title.en is empty"),
    "text is a number": (FIRST, 'title.en = "reading"', "title.en = 3", "en: expected a string, got a whole number"),
    "no signature": (FIRST, 'signature = "load(path)"\n', "", "function.load.signature is missing"),
    "no points": (FIRST, "points = 1.5\n", "", "function.load.check.values.points is missing"),
    "points are a word": (FIRST, "points = 1.5", 'points = "many"', "values.points: expected a number, got a string"),
    "points are true": (FIRST, "points = 1.5", "points = true", "values.points: expected a number, got true or false"),
    "points below zero": (FIRST, "points = 1.5", "points = -1.5", "values.points: expected a number >= 0.0"),
    "two hints": (FIRST, 'hints.en = ["a", "b", "c"]', 'hints.en = ["a", "b"]', "expected a list of length >= 3"),
    "an empty hint": (FIRST, 'hints.en = ["a", "b", "c"]', 'hints.en = ["a", "", "c"]', "values.hints.en.2 is empty"),
    "hints are a text": (FIRST, 'hints.en = ["a", "b", "c"]', 'hints.en = "abc"', "hints.en: expected a list"),
    "a check twice": (FIRST, 'name = "empty"', 'name = "values"', "twice: ex1_first.load.values"),
    "a key of no check": (SECOND, "held = true", "hold = true", "show.check.values.hold: unknown key; did you mean held?"),
    "held is a word": (SECOND, "held = true", 'held = "yes"', "values.held: expected true or false, got a string"),
    "no cause": (FIRST, 'cause.ko = "원인"\n', "", "mistake.wrong_folder.cause.ko is missing"),
    "mistakes are a list": (FIRST, "[mistake.wrong_folder]", "[[mistake]]", "mistake: expected a table, got a list"),
    "not a pattern": (FIRST, 'error = "No such file"', 'error = "(unclosed"', "mistake.wrong_folder: error is no regular"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_week_is_one_sentence_with_file_and_key(weeks: Path, what: str) -> None:
    file, old, new, said = BAD[what]
    assert old in GOOD[file]
    write(weeks, {file: GOOD[file].replace(old, new, 1)})
    with pytest.raises(GraderFault) as caught:
        load_week("week90")
    text = str(caught.value)
    assert "\n" not in text
    assert said in text
    assert file in text.replace("\\", "/") or "twice" in said


def test_a_week_that_is_not_utf8_is_the_graders_fault(weeks: Path) -> None:
    (weeks / "week90" / "week.toml").write_bytes(GOOD["week.toml"].encode("cp949"))
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
    write(weeks, {"week.toml": GOOD["week.toml"].replace("ex2_second.show", "ex2_second.load")})
    write(
        weeks,
        {SECOND: GOOD[SECOND].replace('name = "show"', 'name = "load"').replace("show(image", "load(image")},
    )
    with pytest.raises(UsageError) as caught:
        parse_target(load_week("week90"), "load")
    assert caught.value.key == "no_target"


# ---- addresses as they are typed ------------------------------------------------------------------------------------

ADDRESSES = {
    ("week12", "ex2.top_k"): ("week12", "ex2.top_k"),
    ("week12.ex2.top_k",): ("week12", "ex2.top_k"),
    ("week12", "week12.ex2.top_k"): ("week12", "week12.ex2.top_k"),
    ("WEEK12", "EX2"): ("week12", "EX2"),
    ("ex2.top_k",): ("week12", "ex2.top_k"),
    ("Top_K",): ("week12", "Top_K"),
    ("ex2", "top_k"): ("week12", "ex2.top_k"),
    ("exercises/week12/ex2_classify.py",): ("week12", "ex2_classify"),
    ("exercises\\week12\\ex2_classify.py",): ("week12", "ex2_classify"),
    ("ex2_classify.ipynb",): ("week12", "ex2_classify"),
    ("exercises/week12",): ("week12", ""),
    ("week99", "ex1"): ("week99", "ex1"),
    ("hnit",): ("hnit", ""),
    ("ex2.topk",): ("week12", "ex2.topk"),
}


@pytest.mark.parametrize("words", ADDRESSES, ids=" ".join)
def test_one_grammar_for_addresses(words: tuple[str, ...]) -> None:
    assert split_address(*words) == ADDRESSES[words]


@pytest.mark.parametrize(
    "words", [w for w in ADDRESSES if "top" in ADDRESSES[w][1].lower() and "topk" not in w[0]]
)
def test_every_form_means_the_same(words: tuple[str, ...]) -> None:
    week, target = find_target(*words)
    assert (week.name, target) == ("week12", Target("ex2_classify", "top_k"))
