"""The student's copy: what is in it, what is not, and that it works with nothing else of this project."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from support.commands import Done, environment

from grader.authoring.heldback import trim_checks, trim_exercise
from grader.authoring.leaks import leaks
from grader.core.errors import GraderFault

ROOT = Path(__file__).resolve().parents[2]
HELD = ("equal_to_threshold", "equal_scores")
NAME = "transfer-lab-week12"


def hold_back(text: str, function: str, names: tuple[str, ...]) -> str:
    """exercise.toml with `held = true` under some of a function's checks."""
    begin = text.index(f'name = "{function}"')
    for name in names:
        at = text.index("\n", text.index("points = ", text.index(f'name = "{name}"', begin)))
        text = f"{text[:at]}\nheld = true{text[at:]}"
    return text


def workspace(root: Path) -> Path:
    """An instructor's copy, two checks held back, with what an instructor leaves lying about."""
    kept = shutil.ignore_patterns("__pycache__", ".*")
    for name in ("exercises", "solutions", "grader", "datasets"):
        shutil.copytree(ROOT / name, root / name, ignore=kept)
    for name in ("LICENSE", "README.md", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    toml = root / "grader" / "weeks" / "week12" / "ex6_detect" / "exercise.toml"
    toml.write_text(
        hold_back(toml.read_text(encoding="utf-8"), "filter_detections", HELD), encoding="utf-8", newline="\n"
    )
    shutil.copy(root / "solutions" / "week12" / "ex1_preprocess.py", root / "exercises" / "week12")
    shutil.copytree(root / "exercises" / "week12", root / "exercises" / "week90")
    (root / "notes").mkdir()
    (root / "notes" / "answers.txt").write_text("42", encoding="utf-8")
    (root / "grader" / "__pycache__").mkdir(exist_ok=True)
    (root / "grader" / "__pycache__" / "x.pyc").write_bytes(b"x")
    return root


def grader(cwd: Path, *words: str, path: Path | None = None) -> Done:
    """The command with the package that lies in `cwd`, or in `path`; nothing of this project is on the path."""
    env = {k: v for k, v in environment().items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-m", "grader", *words], cwd=cwd, env=env | ({"PYTHONPATH": str(path)} if path else {}),
        capture_output=True, text=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def instructor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("instructor"))


@pytest.fixture(scope="module")
def made(instructor: Path) -> tuple[Path, Done]:
    done = grader(instructor, "release", "week12", "--out", "out/copy.zip")
    assert done.code == 0, done.err
    return instructor / "out" / "copy.zip", done


@pytest.fixture(scope="module")
def student(made: tuple[Path, Done], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a student unpacks, far from the instructor's folder."""
    folder = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(made[0]) as archive:
        archive.extractall(folder)
    return folder / NAME


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name.removeprefix(f"{NAME}/"): archive.read(name) for name in archive.namelist()}


# ---- what is in it -------------------------------------------------------------------------------------------------


def test_what_is_in_it_and_what_is_not(made: tuple[Path, Done]) -> None:
    files = contents(made[0])
    assert {
        "README.md",
        "LICENSE",
        "pyproject.toml",
        "exercises/week12/README.md",
        "datasets/sums.txt",
    } <= set(files)
    assert {"grader/cli/app.py", "grader/locale/ko.toml", "grader/checking/checks.ini"} <= set(files)
    roots = {name.split("/")[0] for name in files}
    assert roots == {"README.md", "LICENSE", "pyproject.toml", "exercises", "grader", "datasets"}
    bad = ("pycache", "solutions", "datasets/build", "week90", "templates/week/", "answers")
    assert not [name for name in files if any(word in name for word in bad)]
    for text in (
        "exercises/week12",
        "left out  solutions",
        "datasets/build",
        "week90",
        "notes",
        "0.75 points",
    ):
        assert text in made[1].out


def test_exercises_are_stubs_whatever_the_instructor_left_there(
    made: tuple[Path, Done], instructor: Path
) -> None:
    files = contents(made[0])
    stubs = list((ROOT / "grader" / "weeks" / "week12").glob("*/stub.py.txt"))
    assert len(stubs) == 8
    for stub in stubs:
        handed_out = files[f"exercises/week12/{stub.parent.name}.py"].decode()
        assert handed_out == stub.read_text(encoding="utf-8")
    assert "NotImplementedError" not in (instructor / "exercises/week12/ex1_preprocess.py").read_text("utf-8")


def test_no_file_holds_a_solution(made: tuple[Path, Done]) -> None:
    """Written on its own, without the command's own search: whole bodies, line by line, without comments."""

    def lines(text: str) -> list[str]:
        found = (re.sub(r"(^|\s)#.*", "", line).strip() for line in text.splitlines())
        return [re.sub(r"\s+", " ", line) for line in found if line]

    texts = {}
    for name, data in contents(made[0]).items():
        try:
            texts[name] = lines(data.decode("utf-8"))
        except UnicodeDecodeError:
            assert not name.endswith((".py", ".toml", ".md", ".txt", ".json"))
    looked = 0
    for path in sorted((ROOT / "solutions" / "week12").glob("*.py")):
        for region in re.findall(
            r"# BEGIN SOLUTION\n(.*?)# END SOLUTION", path.read_text("utf-8"), re.DOTALL
        ):
            body = lines(region)
            if len(body) < 2:
                continue
            looked += 1
            for name, text in texts.items():
                hits = [
                    i for i, line in enumerate(text) if line == body[0] and text[i : i + len(body)] == body
                ]
                assert not hits, f"{name} has {body}"
    assert looked > 20


def test_the_same_folder_gives_the_same_bytes(
    made: tuple[Path, Done], instructor: Path, tmp_path: Path
) -> None:
    for path in (instructor / "datasets").rglob("*.json"):
        os.utime(path)
    again = tmp_path / "again.zip"
    assert grader(instructor, "release", "week12", "--out", str(again)).code == 0
    assert again.read_bytes() == made[0].read_bytes()
    with zipfile.ZipFile(again) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert list(tmp_path.iterdir()) == [again], "nothing half written is left"


# ---- what is refused -----------------------------------------------------------------------------------------------


def test_an_existing_file_is_not_overwritten(
    made: tuple[Path, Done], instructor: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.zip"
    there.write_text("mine", encoding="utf-8")
    done = grader(instructor, "release", "week12", "--out", str(there))
    assert done.code == 2
    assert "--force" in done.err
    assert there.read_text(encoding="utf-8") == "mine"
    assert grader(instructor, "release", "week12", "--out", str(there), "--force").code == 0
    assert there.read_bytes() == made[0].read_bytes()


@pytest.mark.parametrize(
    ("out", "said"), [("copy.tar", "not the name of a zip file"), ("LICENSE/a.zip", "LICENSE")]
)
def test_bad_places(instructor: Path, out: str, said: str) -> None:
    done = grader(instructor, "release", "week12", "--out", out)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_stubs_that_are_not_the_solutions_are_refused(instructor: Path) -> None:
    path = instructor / "solutions" / "week12" / "ex2_classify.py"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"k: int = 5", b"k: int = 6"))
    try:
        done = grader(instructor, "release", "week12", "--out", "stale.zip")
    finally:
        path.write_bytes(before)
    assert done.code == 2
    assert "grader sync week12" in done.err
    assert not (instructor / "stale.zip").exists()


def test_a_solution_in_any_file_is_refused(instructor: Path) -> None:
    page = instructor / "datasets" / "hint.md"
    text = (instructor / "solutions" / "week12" / "ex6_detect.py").read_text(encoding="utf-8")
    body = text.split("# BEGIN SOLUTION")[2].split("# END SOLUTION")[0]  # filter_detections
    page.write_text(body.replace("    ", "\t").replace("\n", "  # said\n"), encoding="utf-8")
    try:
        done = grader(instructor, "release", "week12", "--out", "leak.zip")
    finally:
        page.unlink()
    assert done.code == 2
    assert "datasets/hint.md contains the solution of ex6_detect.filter_detections" in done.err
    assert not (instructor / "leak.zip").exists()


def test_leaks_are_whole_bodies_of_two_statements(tmp_path: Path) -> None:
    (tmp_path / "ex1_a.py").write_text(
        "def f(x):\n    # BEGIN SOLUTION\n    y = x + 1  # why\n\n    return y\n    # END SOLUTION\n\n\n"
        "def g(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n",
        encoding="utf-8",
    )
    files = {
        "a": b"y = x + 1\n# other\n        return y",
        "b": b"y = x + 1\nz\nreturn y",
        "c": b"return x",
        "d": b"\xff",
    }
    assert leaks(files, tmp_path) == [("a", "ex1_a.f")]


# ---- checks that are held back -------------------------------------------------------------------------------------


def test_nothing_is_left_of_what_is_held_back(made: tuple[Path, Done]) -> None:
    files = contents(made[0])
    checks = "".join(
        data.decode()
        for name, data in files.items()
        if name.startswith("grader/weeks/week12/ex6_detect/checks")
    )
    toml = "grader/weeks/week12/ex6_detect/exercise.toml"
    exercise = tomllib.loads(files[toml].decode())
    whole = tomllib.loads((ROOT / toml).read_text(encoding="utf-8"))
    function = next(f for f in exercise["function"] if f["name"] == "filter_detections")
    assert function["held_back"] == 2
    assert function["held_points"] == 0.75
    names = [c["name"] for c in function["check"]]
    assert not set(HELD) & set(names)
    assert not any(f"filter_detections__{name}" in checks for name in HELD)
    assert all(f"def check_filter_detections__{name}(" in checks for name in names)
    count = sum(len(f["check"]) for f in whole["function"])
    assert sum(len(f["check"]) for f in exercise["function"]) == count - 2
    assert "2 more checks (0.75 points)" in files["README.md"].decode()
    assert "검사 2개" in files["README.md"].decode()


def test_helpers_of_held_back_checks_go_with_them() -> None:
    source = '''"""Checks."""
import math

LIMIT = 3
SHARED = 4


# how the trap is made
# in two lines
def _trap(x):
    return _deep(x) + LIMIT


def _deep(x):
    return x


def _both():
    return SHARED


# ---- f ----


# a secret
@pytest.mark.x
def check_f__trap(student):
    assert _trap(1) + _both()


def check_f__plain(student):
    """Stays."""
    assert _both()
'''
    trimmed = trim_checks(source, ["check_f__trap"])
    names = {getattr(node, "name", "") for node in ast.parse(trimmed).body}
    assert names >= {"_both", "check_f__plain"}
    assert not names & {"_trap", "_deep", "check_f__trap"}
    assert not re.search("LIMIT|secret|two lines|trap", trimmed)
    assert "# ---- f ----" in trimmed
    assert "SHARED = 4" in trimmed
    assert trim_checks(source, []) == source


def test_exercise_toml_is_cut_right_or_not_at_all() -> None:
    text = (ROOT / "grader" / "weeks" / "week12" / "ex6_detect" / "exercise.toml").read_text(encoding="utf-8")
    assert trim_exercise(text) == text
    cut = trim_exercise(hold_back(text, "nms", ("equal_scores",)))
    lines, left = text.splitlines(), cut.splitlines()
    assert [line for line in left if line not in lines] == ["held_back = 1", "held_points = 0.25"]
    assert len(lines) - len(left) == 14
    odd = text.replace("[[function.check]]", '[["function"."check"]]', 1)
    odd = hold_back(odd, "detect", ("one_image",))
    with pytest.raises(GraderFault, match="unusual place"):
        trim_exercise(odd)
    small = "[[function]]\n[[function.check]]\nheld = true\npoints = 1\n"
    small += '[function.check.hints]\nko = ["x"]\n[[function.check]]\npoints = 2\n[mistake.no_dim]\na = 1\n'
    cut = trim_exercise(small)
    assert "hints" not in cut
    assert tomllib.loads(cut)["function"][0] == {
        "held_back": 1, "held_points": 1.0, "check": [{"points": 2}],
    }  # fmt: skip


def test_a_function_needs_one_check_that_students_can_run(instructor: Path) -> None:
    toml = instructor / "grader" / "weeks" / "week12" / "ex1_preprocess" / "exercise.toml"
    before = toml.read_text(encoding="utf-8")
    begin, end = before.index('name = "to_batch"'), before.index('name = "denormalize"')
    held = re.sub(r"\npoints = ", "\nheld = true\npoints = ", before[begin:end])
    toml.write_text(before[:begin] + held + before[end:], encoding="utf-8", newline="\n")
    try:
        done = grader(instructor, "release", "week12", "--out", "held.zip")
    finally:
        toml.write_text(before, encoding="utf-8", newline="\n")
    assert done.code == 2
    assert "ex1_preprocess.to_batch" in done.err


# ---- the copy in use -----------------------------------------------------------------------------------------------


def test_the_copy_grades_and_says_what_runs_at_grading_only(student: Path) -> None:
    shutil.copy(ROOT / "solutions" / "week12" / "ex6_detect.py", student / "exercises" / "week12")
    done = grader(student, "week12")
    assert done.code == 1, done.err
    assert "ex6 detect      ########  14.25/14.25" in done.out
    assert "14.25 of 99.25 points" in done.out
    assert "2 more checks (0.75 points) run only at grading." in done.out
    assert re.search(r"checks: passed 40, not started \d+", done.out)


def test_the_copy_runs_its_own_code(student: Path) -> None:
    env = {k: v for k, v in environment().items() if k != "PYTHONPATH"}
    code = "import grader; print(grader.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=student, env=env, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).resolve().is_relative_to(student.resolve())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "ex8 finetune"),
        ("hint week12.ex2.top_k", "how to begin"),
        ("reset week12.ex3", "the stub already"),
        ("notebook week12 ex1", "notebooks/week12/ex1_preprocess.ipynb"),
        ("--help", "notebook"),
        ("doctor", "data files, all complete"),
    ],
)
def test_commands_work_in_the_copy(student: Path, words: str, said: str) -> None:
    done = grader(student, *words.split())
    assert said in done.out, done.err
    assert not done.err
    assert done.code == 0 or words == "doctor"  # this machine may be short of memory


@pytest.mark.parametrize(
    "words", ["sync week12", "week12 --solutions", "new week13", "release week12 --out a.zip"]
)
def test_what_needs_the_instructors_copy_says_so_in_one_sentence(student: Path, words: str) -> None:
    for lang in ("en", "ko"):
        done = grader(student, *words.split(), "--lang", lang)
        assert done.code == 2
        assert len(done.err.strip().splitlines()) == 1
        assert "solutions" in done.err
    assert not (student / "solutions").exists()
