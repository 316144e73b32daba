"""A new week is valid before its instructor writes a line, and stays so when a student works on it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.commands import Done, environment
from support.grading import read_week
from support.instructor import grader_there as grader
from support.instructor import python_there as python
from support.instructor import repository

from grader.audit.wrong import wrong_solutions
from grader.authoring.new import rendered
from grader.core.model import LANGS
from grader.core.week import WEEKS

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("instructor"))


@pytest.fixture(scope="module")
def week13(copy: Path) -> Done:
    return grader(copy, "new", "week13", "--title-ko", '순환 "신경망" 📈', "--title-en", r"RNNs \ $100")


def test_it_says_what_it_wrote_and_what_to_do_next(copy: Path, week13: Done) -> None:
    assert week13.code == 0, week13.err
    written = re.findall(r"written: (\S+)", week13.out)
    assert all((copy / path).is_file() for path in written)
    for path in (
        "solutions/week13/ex1_example.py",
        "exercises/week13/ex1_example.py",
        "grader/weeks/week13/week.toml",
        "grader/weeks/week13/ex1_example/exercise.toml",
        "grader/weeks/week13/ex1_example/checks.py",
    ):
        assert path in written
    assert "grader/weeks/week13/theory/example.toml" in written
    assert "python -m grader week13 --solutions" in week13.out
    assert "python -m grader audit week13" in week13.out
    title = (copy / "grader" / "weeks" / "week13" / "week.toml").read_text(encoding="utf-8").split("\n")[0]
    assert title == 'title.ko = "순환 \\"신경망\\" 📈"'


def test_solutions_get_everything_and_stubs_nothing(copy: Path, week13: Done) -> None:
    done = grader(copy, "week13", "--solutions")
    assert done.code == 0, done.err
    assert "100 of 100 points" in done.out
    assert r"RNNs \ $100" in done.out
    assert "unchanged" in grader(copy, "sync", "week13").out
    stubs = grader(copy, "week13")
    assert stubs.code == 1
    assert "0 of 100 points   checks: not started 3" in stubs.out


def test_its_checks_are_as_good_as_it_says(copy: Path, week13: Done) -> None:
    """A new week meets the goals that are written into its week.toml."""
    done = grader(copy, "audit", "week13", "--seeds", "2")
    assert done.code == 0, done.out + done.err
    assert "ex1_example.row_means" in done.out
    assert "All goals are met." in done.out


def test_it_has_no_full_run_yet_and_says_so(copy: Path, week13: Done) -> None:
    for words in ((), ("--solutions",), ("ex1",)):
        done = grader(copy, "full", "week13", *words)
        assert (done.code, done.out) == (2, "")
        assert "week13 has no full run" in done.err
        assert len(done.err.splitlines()) == 1


def test_the_tests_of_a_weeks_content_find_it_and_pass(copy: Path, week13: Done) -> None:
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "week13", "tests/content")
    done = python(copy, *words)
    assert done.code == 0, done.out[-3000:]
    count = re.search(r"(\d+) passed", done.out)
    assert count
    assert int(count[1]) >= 11, "solutions, stubs, enough checks, three wrong ones, two right ones, ..."
    written = ("grader/weeks/week13", "solutions/week13", "tests/content/week13")
    assert python(copy, "-m", "ruff", "check", *written).code == 0
    assert python(copy, "-m", "ruff", "format", "--check", *written).code == 0


def test_a_broken_week_does_not_pass_them(copy: Path, week13: Done) -> None:
    path = copy / "grader" / "weeks" / "week13" / "ex1_example" / "checks.py"
    before = path.read_text(encoding="utf-8")
    path.write_text(
        before.replace('    expect_unchanged(student, mistake="in_place")\n', ""), encoding="utf-8"
    )
    try:
        done = python(copy, "-m", "pytest", "-q", "-k", "week13 and in_place", "tests/content")
    finally:
        path.write_text(before, encoding="utf-8")
    assert done.code == 1
    assert "1 failed" in done.out


def test_a_week_made_filled_and_graded_in_three_commands(tmp_path: Path) -> None:
    root = repository(tmp_path)
    assert grader(root, "new", "week14").code == 0
    file = root / "exercises" / "week14" / "ex1_example.py"
    stub = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r"raise NotImplementedError.*", "return sum(x.T) / len(x.T)", stub),
        encoding="utf-8",
        newline="\n",
    )
    left = grader(root, "sync", "week14")
    assert (left.code, "left alone" in left.out) == (1, True)
    done = grader(root, "week14")
    assert done.code == 0, done.out
    assert "100 of 100 points" in done.out


@pytest.mark.parametrize(
    "name", ["week12", "foo", "week", "week13a", "week1234", "../week13", "WEEK13", "주13", "con"]
)
def test_bad_names_and_weeks_that_are_there(copy: Path, name: str) -> None:
    before = sorted(p for p in copy.rglob("*") if "__pycache__" not in p.parts)
    done = grader(copy, "new", name)
    assert done.code == 2
    assert len(done.err.strip().splitlines()) == 1
    assert name in done.err
    assert sorted(p for p in copy.rglob("*") if "__pycache__" not in p.parts) == before


def test_a_folder_of_that_name_anywhere_is_refused(copy: Path) -> None:
    (copy / "tests" / "right" / "week20").mkdir(parents=True)
    done = grader(copy, "new", "week20")
    assert done.code == 2
    assert "tests/right/week20" in done.err
    assert not (copy / "solutions" / "week20").exists()


def test_the_grader_of_another_folder_does_not_write_here(copy: Path) -> None:
    env = environment()
    done = subprocess.run(
        [sys.executable, "-P", "-m", "grader", "new", "week21"], cwd=copy, env=env, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install -e ." in done.stderr
    assert not (WEEKS / "week21").exists()
    assert not (copy / "solutions" / "week21").exists()


def test_the_guide_says_what_is_there() -> None:
    """The check that it walks through, and the solutions that it names."""
    text = (ROOT / "grader" / "README.md").read_text(encoding="utf-8")
    guide = text[text.index("### A good check, walked through") : text.index("## What this does not stop")]
    code = guide.split("```python\n")[1].split("\n```")[0]
    checks = (WEEKS / "week12" / "ex2_classify").glob("checks*.py")
    assert any(code in path.read_text(encoding="utf-8") for path in checks)
    named = re.findall(r"`(predict_labels__\w+)`", guide)
    assert len(named) == 4
    caught = [
        w.name
        for w in wrong_solutions(read_week("week12"))
        if "ex2_classify.predict_labels.several_images" in w.caught
    ]
    assert set(named) <= set(caught)
    assert f"{len(caught)} functions" in guide
    for name in ("numpy_by_hand", "tutorial", "transforms_v2"):
        assert name in guide
        assert (ROOT / "tests" / "right" / "week12" / name / "ex2_classify.py").is_file()


def test_templates_are_whole() -> None:
    files = rendered("week33", dict.fromkeys(LANGS, "t"))
    assert len(files) >= 9
    for path, text in files.items():
        assert "week33" in path
        assert text.endswith("\n")
        assert "$" not in text
        assert "WEEK" not in path + text
