"""The command line as a student uses it: a process of its own, in a copy of the lab's folder.

Five of the runs here import torch; each of them is made once and looked at by several tests.
"""

from __future__ import annotations

import io
import json
import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console
from support.commands import Done, grader, lab, python

from grader import __version__
from grader.cli import app as cli
from grader.core import week as catalog
from grader.core.errors import UsageError
from grader.core.week import WEEKS

ROOT = Path(__file__).resolve().parents[2]
HANGUL = range(ord("가"), ord("힣") + 1)


def korean(text: str) -> bool:
    return any(ord(c) in HANGUL for c in text)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return lab(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in which nothing is changed: for commands that are refused."""
    return lab(tmp_path_factory.mktemp("lab"))


# ---- help, version, language --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "env", "is_korean"),
    [
        (["--help"], {}, False),
        (["--help", "--lang", "ko"], {}, True),
        (["--help", "--lang=ko"], {}, True),
        (["--help"], {"GRADER_LANG": "ko"}, True),
        (["--help"], {"LANG": "ko_KR.UTF-8"}, True),
        (["--help", "--lang", "en"], {"GRADER_LANG": "ko"}, False),
        (["hint", "--help"], {}, False),
        (["hint", "--help"], {"GRADER_LANG": "ko"}, True),
    ],
)
def test_help(tmp_path: Path, words: list[str], env: dict[str, str], is_korean: bool) -> None:
    done = grader(tmp_path, *words, **env)
    assert (done.code, done.err) == (0, "")
    assert "--lang" in done.out
    assert korean(done.out) is is_korean
    if "hint" not in words:
        for command in ("hint", "reset", "sync", "doctor", "--json", "--junit", "--seed", "--submission"):
            assert command in done.out


def test_version(tmp_path: Path) -> None:
    assert grader(tmp_path, "--version") == Done(0, f"{__version__}\n", "")


def test_help_and_the_small_commands_load_no_torch(workspace: Path) -> None:
    code = """
import sys
from grader.cli import app as cli
codes = [cli.run(words.split()) for words in (
    "--help", "", "hint week12.ex1.to_batch", "reset week12.ex1", "week99", "week12 ex9", "sync week12", "week12 --nope",
)]
print()
print(*codes, *({"torch", "torchvision", "numpy", "pytest"} & set(sys.modules)))
"""
    done = python(workspace, "-c", code)
    assert done.out.splitlines()[-1] == "0 0 0 0 2 2 2 2"


def test_korean_survives_a_terminal_that_is_not_utf8(workspace: Path) -> None:
    done = grader(workspace, "--lang", "ko", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.code, done.err) == (0, "")
    assert korean(done.out)


# ---- wrong use ----------------------------------------------------------------------------------------------------

REFUSED: dict[str, str] = {
    "week99": "week12",
    "nosuch": "week12",
    "week12 ex9": "ex1",
    "week12 ex1.to_bathc": "to_batch",
    "week12 exercises/week12/ex1_proprecess.py": "ex1_preprocess",
    "week12 ex1.to_batch.nosuch": "nosuch",
    "week12 ex1 more": "more",
    "week12 --nosuch": "--nosuch",
    "week12 --seed x": "--seed",
    "week12 --seed": "--seed",
    "week12 --seed -1": "-1",
    "week12 --lang xx": "xx",
    "--lang": "--lang",
    "week12 --start nonsense": "nonsense",
    "week12 --submission nowhere": "nowhere",
    "week12 --submission exercises/week12/ex1_preprocess.py": "ex1_preprocess.py",
    "week12 --submission . --solutions": "--solutions",
    "week12 --solutions": "solutions",
    "hint": "hint",
    "hint week99": "week12",
    "hint week12.ex9": "ex1",
    "reset": "reset",
    "reset week12": "week12.ex2",
    "reset week12.ex1.to_batch": "week12.ex1",
    "sync week12": "solutions",
    "sync week99": "week12",
}


@pytest.mark.parametrize("words", REFUSED)
def test_wrong_use_is_one_sentence_and_exit_code_2(untouched: Path, words: str) -> None:
    before = sorted(p.name for p in untouched.iterdir())
    done = grader(untouched, *words.split())
    assert done.code == 2, done.err
    assert done.out == ""
    assert len(done.err.splitlines()) == 1, done.err
    assert REFUSED[words] in done.err
    assert "Traceback" not in done.err
    assert sorted(p.name for p in untouched.iterdir()) == before, "a refused command writes nothing"


@pytest.mark.parametrize("seed", ["1.5", "1e3", "0x10", "True", "-0.5"])
def test_a_seed_is_a_whole_number_as_it_is_written(seed: str) -> None:
    """Two spellings of one seed are fine, a rounded one is not: the report would name another number."""
    app = cli.build_app("en", Console(file=io.StringIO()))
    with pytest.raises(UsageError) as refused:
        app.parse_args(["week12", "--seed", seed], exit_on_error=False, print_error=False)
    assert (refused.value.key, refused.value.params["word"]) == ("not_whole", seed)


@pytest.mark.parametrize(
    "words", ["week99", "week12 ex9", "week12 --nosuch", "week12 --seed -1", "reset week12"]
)
def test_wrong_use_in_korean(untouched: Path, words: str) -> None:
    for done in (
        grader(untouched, *words.split(), "--lang", "ko"),
        grader(untouched, *words.split(), GRADER_LANG="ko"),
    ):
        assert done.code == 2
        assert korean(done.err)
        assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("words", ["", "week12", "hint week12.ex1", "reset week12.ex1", "sync week12"])
def test_outside_the_lab(tmp_path: Path, words: str) -> None:
    done = grader(tmp_path, *words.split())
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert str(tmp_path) in done.err
    assert "cd" in done.err


def test_without_the_weeks_folder(tmp_path: Path) -> None:
    for name in ("exercises", "datasets"):
        (tmp_path / name).mkdir()
    done = grader(tmp_path, "week12")
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "week12" in done.err


# ---- where, hint, reset, sync -------------------------------------------------------------------------------------


def test_bare_grader_before_a_run(workspace: Path) -> None:
    done = grader(workspace / "exercises" / "week12")
    assert (done.code, done.err) == (0, "")
    assert "week12" in done.out
    assert "to_batch" in done.out
    assert "python -m grader week12" in done.out
    assert not korean(done.out)
    assert korean(grader(workspace, "--lang", "ko").out)


def test_hints_go_up_to_the_last(workspace: Path) -> None:
    first = grader(workspace, "hint", "week12.ex1.to_batch")
    assert "how to begin" in first.out
    assert "[1, 3, H, W]" in first.out
    runs = [grader(workspace, "hint", "week12.ex1.to_batch") for _ in range(4)]
    assert [r.code for r in runs] == [0] * 4
    assert [f"hint {n} of 3" in r.out for r, n in zip(runs, (1, 2, 3, 3), strict=True)] == [True] * 4
    assert all("ex1_preprocess.to_batch" in r.out for r in runs)
    assert "last hint" not in runs[1].out
    assert "last hint" in runs[2].out
    assert runs[2].out == runs[3].out
    other = grader(workspace, "hint", "week12.ex1.to_batch", "--lang", "ko")
    assert "힌트 3/3" in other.out


@pytest.mark.parametrize("address", ["week12.ex1", "week12 EX1_preprocess", "ex1.to_batch"])
def test_hint_takes_every_form_of_address(workspace: Path, address: str) -> None:
    done = grader(workspace, "hint", *address.split())
    assert done.code == 0
    assert "how to begin" in done.out


def test_reset_keeps_the_students_file(workspace: Path) -> None:
    path = workspace / "exercises" / "week12" / "ex1_preprocess.py"
    mine = "# 내 코드\r\nx = 1\n".encode()
    path.write_bytes(mine)
    done = grader(workspace, "reset", "week12.ex1")
    assert (done.code, done.err) == (0, "")
    (backup,) = (workspace / ".grader" / "backup").rglob("*.py")
    assert backup.read_bytes() == mine
    assert backup.relative_to(workspace).as_posix() in done.out
    stub = WEEKS / "week12" / "ex1_preprocess" / "stub.py.txt"
    assert path.read_text(encoding="utf-8") == stub.read_text(encoding="utf-8")
    again = grader(workspace, "reset", "week12.ex1")
    assert again.code == 0
    assert "already" in again.out
    assert len(list((workspace / ".grader" / "backup").rglob("*.py"))) == 1


WEEK = """\
title.ko = "주차"
title.en = "a week"
exercises = ["ex1_first"]
"""
EXERCISE = """\
title.ko = "하나"
title.en = "one"
[[function]]
name = "f"
signature = "f(x)"
title.ko = "함수"
title.en = "function"
[[function.check]]
name = "values"
points = 1
title.ko = "값"
title.en = "values"
hints.ko = ["가", "나", "다"]
hints.en = ["a", "b", "c"]
"""
SOLUTION = "def f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n"
STUB = 'def f(x):\n    raise NotImplementedError("ex1_first.f")\n'


@pytest.fixture
def authoring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instructor's copy with a week of its own, in this process: sync also writes beside the week's checks."""
    folder = tmp_path / "weeks" / "week90"
    (folder / "ex1_first").mkdir(parents=True)
    (folder / "week.toml").write_text(WEEK, encoding="utf-8")
    (folder / "ex1_first" / "exercise.toml").write_text(EXERCISE, encoding="utf-8")
    (tmp_path / "solutions" / "week90").mkdir(parents=True)
    (tmp_path / "solutions" / "week90" / "ex1_first.py").write_text(SOLUTION, encoding="utf-8")
    for name in ("exercises", "datasets"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(catalog, "WEEKS", tmp_path / "weeks")
    monkeypatch.setenv("GRADER_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_sync_says_what_became_of_each_file(authoring: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = authoring / "exercises" / "week90" / "ex1_first.py"
    assert cli.run(["sync", "week90"]) == 0
    assert "written" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == STUB
    assert cli.run(["sync", "week90"]) == 0
    assert "unchanged" in capsys.readouterr().out
    path.write_text("mine = 1\n", encoding="utf-8")
    assert cli.run(["sync", "week90"]) == 1
    assert "left alone" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == "mine = 1\n"
    assert cli.run(["sync", "week90", "--force"]) == 0
    assert "overwritten" in capsys.readouterr().out
    assert path.read_text(encoding="utf-8") == STUB
    (backup,) = (authoring / ".grader" / "backup").rglob("*.py")
    assert backup.read_text(encoding="utf-8") == "mine = 1\n"


def test_sync_of_a_broken_solution_names_file_and_line(
    authoring: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = authoring / "solutions" / "week90" / "ex1_first.py"
    path.write_text(SOLUTION.replace("    # END SOLUTION\n", ""), encoding="utf-8")
    assert cli.run(["sync", "week90"]) == 2
    err = capsys.readouterr().err
    assert f"{path}:2:" in err.replace("\n", "")
    assert list((authoring / "exercises").iterdir()) == []


def test_a_bad_week_is_the_graders_fault(authoring: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (authoring / "weeks" / "week90" / "week.toml").write_text("title = 3\n", encoding="utf-8")
    assert cli.run(["week90"]) == 3
    err = capsys.readouterr().err
    assert "week.toml" in err
    assert "grader itself" in err


def test_progress_that_was_put_aside_is_told(authoring: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whichever command meets the broken file first."""
    for words in (["hint", "week90.ex1"], []):
        (authoring / ".grader").mkdir(exist_ok=True)
        (authoring / ".grader" / "progress.json").write_bytes(b"{broken")
        assert cli.run(words) == 0
        assert "put aside" in " ".join(capsys.readouterr().out.split()), f"grader {' '.join(words)}"


# ---- runs that grade ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Graded:
    """One run, and the folder that it was made in."""

    root: Path
    done: Done


def folder_with(root: Path, text: str) -> Path:
    folder = root / "handed in"
    folder.mkdir()
    (folder / "ex1_preprocess.py").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """One function of the untouched stubs, with both kinds of report."""
    root = lab(tmp_path_factory.mktemp("graded"))
    reports = ["--json", "out/r.json", "--junit", "out/r.xml"]
    return Graded(root, grader(root, "week12", "ex1.to_batch", "--seed", "5", *reports))


def test_a_run_of_one_function(graded: Graded) -> None:
    assert (graded.done.code, graded.done.err) == (1, "")
    assert "to_batch" in graded.done.out
    assert "load_rgb" not in graded.done.out
    assert "out/r.json" in graded.done.out.replace("\\", "/")
    assert "\x1b" not in graded.done.out


def test_json_of_a_run(graded: Graded) -> None:
    data = json.loads((graded.root / "out" / "r.json").read_text(encoding="utf-8"))
    assert (data["schema"], data["week"], data["status"], data["seed"]) == (1, "week12", "graded", 5)
    assert (data["isolation"], data["score"]) == ("process", 0)
    assert data["checks"]
    assert {c["function"] for c in data["checks"]} == {"to_batch"}
    assert {c["status"] for c in data["checks"]} == {"not_started"}


def test_junit_of_a_run(graded: Graded) -> None:
    root = ET.parse(graded.root / "out" / "r.xml").getroot()
    (suite,) = root
    assert suite.attrib["name"] == "ex1_preprocess"
    assert suite.attrib["skipped"] == suite.attrib["tests"] != "0"


def test_bare_grader_after_a_run(graded: Graded) -> None:
    done = grader(graded.root)
    assert done.code == 0
    of_week = next(part for part in done.out.split("Transfer Lab") if "week12" in part)  # there may be others
    assert "in order" not in of_week
    assert "changed" not in of_week
    assert "hint: python -m grader hint week12." in " ".join(done.out.split())
    path = graded.root / "exercises" / "week12" / "ex1_preprocess.py"
    before = path.read_bytes()
    try:
        path.write_bytes(before + b"\nx = 1\n")
        assert "changed since the last check: ex1_preprocess" in grader(graded.root).out
    finally:
        path.write_bytes(before)


def test_a_file_path_as_target_in_korean(workspace: Path) -> None:
    path = os.path.join("exercises", "week12", "ex1_preprocess.py")
    done = grader(workspace, "week12", path, "--lang", "ko")
    assert (done.code, done.err) == (1, "")
    assert korean(done.out)
    assert "to_batch" in done.out
    assert "ex2" not in done.out
    saved = json.loads((workspace / ".grader" / "progress.json").read_text(encoding="utf-8"))
    assert set(saved["weeks"]["week12"]["files"]) == {"ex1_preprocess"}


def test_a_submission_elsewhere_is_graded_and_not_remembered(workspace: Path) -> None:
    folder = folder_with(workspace, "def to_batch(image):\n    return image[None]\n")
    done = grader(workspace, "week12", "ex1.to_batch", "--submission", str(folder))
    assert (done.code, done.err) == (0, "")
    assert "Everything passed" in done.out
    assert not (workspace / ".grader").exists()


def test_a_wrong_submission_is_shown_safely_and_a_report_that_cannot_be_written_is_said(
    workspace: Path,
) -> None:
    text = 'def to_batch(image):\n    print("printed \\x1b[2J\\x1b]0;x\\x07 [bold]here[/bold]")\n    return image\n'
    folder = folder_with(workspace, text)
    (workspace / "blocked").write_text("a file", encoding="utf-8")
    words = ["--submission", str(folder), "--prints", "--all", "--json", "blocked/r.json"]
    done = grader(workspace, "week12", "ex1.to_batch", *words)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "blocked" in done.err
    assert "WRONG" in done.out
    assert "printed" in done.out
    assert "[bold]here[/bold]" in done.out
    assert "you called" in done.out
    assert "python -m grader hint week12.ex1.to_batch" in done.out
    assert not {"\x1b", "\x07"} & set(done.out)


def test_doctor_has_a_line_for_each_thing(untouched: Path) -> None:
    done = grader(untouched, "doctor")
    assert done.err == ""
    assert done.code == ("PROBLEM" in done.out)
    for word in ("Python", "torch", "memory", "disk", "terminal"):
        assert word in done.out
    assert len(done.out.splitlines()) >= 7
