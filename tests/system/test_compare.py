"""`grader compare`: the solution beside the student's function, after full marks and where solutions are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.commands import grader, lab
from support.grading import ROOT

from grader.core.target import Target
from grader.core.week import load_week
from grader.results.progress import file_hash, load_progress
from grader.selfcheck.compare import source_of

FILE = "exercises/week12/ex1_preprocess.py"
OWN = "def to_batch(image):\n    # mine\n    return image[None]\n"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A workspace in which `to_batch` has passed every check."""
    lab(tmp_path)
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    path = tmp_path / FILE
    path.write_text(path.read_text(encoding="utf-8") + "\n\n" + OWN, encoding="utf-8")
    known = load_progress(tmp_path / ".grader")
    week = known.week("week12")
    passed = Target("ex1_preprocess", "to_batch")
    week.checks |= {c.id: "passed" for c in load_week("week12").checks if passed.matches(c)}
    week.files["ex1_preprocess"] = file_hash(path)
    known.save()
    return tmp_path


@pytest.mark.parametrize("columns", ["80", "140"])
def test_both_are_shown(room: Path, columns: str) -> None:
    done = grader(room, "compare", "week12", "EX1.to_batch", COLUMNS=columns)
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    own = next(i for i, line in enumerate(lines) if "return image[None]" in line)
    solution = next(i for i, line in enumerate(lines) if "image.unsqueeze(0)" in line)
    assert (abs(own - solution) < 40 and "unsqueeze" in lines[own]) or solution > own
    assert "# mine" in done.out
    assert "SOLUTION" not in done.out
    assert max(map(len, lines)) <= int(columns)


def test_what_is_worth_noticing_is_said(room: Path) -> None:
    notice = load_week("week12").function("ex1_preprocess", "to_batch").notice
    assert notice
    done = grader(room, "compare", "ex1.to_batch", "--lang", "ko")
    assert notice["ko"].split()[0] in done.out


REFUSED = {
    "not passed": (["ex1.load_rgb"], "must pass"),
    "no function": (["ex1"], "Say which function"),
    "nothing": (["ex1.nope"], "not in this week"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_in_a_sentence(room: Path, what: str) -> None:
    words, sentence = REFUSED[what]
    done = grader(room, "compare", *words)
    assert done.code == 2
    assert sentence in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_not_before_the_deadline_and_not_of_a_changed_file(room: Path) -> None:
    with (room / FILE).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert "must pass" in grader(room, "compare", "ex1.to_batch").err
    shutil.rmtree(room / "solutions")
    done = grader(room, "compare", "ex1.to_batch")
    assert done.code == 2
    assert "no solutions" in done.err


def test_the_last_definition_with_its_decorators() -> None:
    text = "def f():\n    return 1\n\n\n@cache\ndef f():\n    # BEGIN SOLUTION\n    return 2\n    # END SOLUTION\n\nx = 3\n"
    assert source_of(text, "f") == "@cache\ndef f():\n    return 2"


def test_every_function_says_how_to_begin_and_what_to_notice() -> None:
    for exercise in load_week("week12").exercises:
        for function in exercise.functions:
            assert function.begin, function.name
            assert function.notice, function.name
            for text in (function.begin, function.notice):
                assert all(len(words.split()) <= 40 for words in text.values()), function.name
