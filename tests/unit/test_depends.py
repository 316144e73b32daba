"""What a mark depends on: what changes it is graded again, what does not is not, and everybody asks the same place."""

from __future__ import annotations

import importlib.metadata
import pickle
import shutil
from pathlib import Path

import pytest
from support.grading import DATASETS, ROOT
from support.handed import put

from grader.bulk import cluster
from grader.bulk.worker import RunSettings, Worker, report_key
from grader.checking import depends
from grader.checking.depends import Ground, ground
from grader.checking.setting import Setting
from grader.core.model import Week
from grader.core.target import Target
from grader.core.week import load_week, read_week
from grader.core.workspace import Chosen
from grader.intake.read import read_entry
from grader.intake.submission import Entry
from grader.sandbox.launcher import Launcher
from grader.watch.board import Board
from grader.watch.rounds import Rounds

EX7, EX8 = "ex7_extract", "ex8_finetune"


@pytest.fixture
def week(tmp_path: Path) -> Week:
    """A copy of week 12 in which files may be changed, with a module that checks import and one that they do not."""
    folder = tmp_path / "weeks" / "week12"
    shutil.copytree(ROOT / "grader/weeks/week12", folder, ignore=shutil.ignore_patterns("__pycache__"))
    checks = folder / EX7 / "checks_own.py"
    checks.write_text("from grader.weeks.week12.ex8_finetune.own import X\n", encoding="utf-8")
    (folder / EX8 / "own.py").write_text("X = 1\n", encoding="utf-8")
    return read_week(folder)


def concerned(week: Week, name: str) -> set[str]:
    """The exercises that a change in this file concerns; `week`, when it concerns the whole."""
    names = [e.name for e in week.exercises]
    before = {name: ground(week, name) for name in names}, ground(week)
    path = week.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text(encoding="utf-8") if path.is_file() else "") + "\n", encoding="utf-8")
    found = {name for name in names if ground(week, name) != before[0][name]}
    return found | ({"week"} if ground(week) != before[1] else set())


@pytest.mark.parametrize(
    ("name", "exercises"),
    [
        (f"{EX7}/checks_own.py", {EX7, "week"}),
        (f"{EX7}/checks_new.py", {EX7, "week"}),
        (f"{EX7}/anything.py", {EX7, "week"}),
        (f"{EX7}/exercise.toml", {EX7, "week"}),
        (f"{EX7}/props.py", {EX7, "week"}),
        (f"{EX8}/own.py", {EX7, EX8, "week"}),
        (f"{EX7}/pictures.py", set()),
        (f"{EX7}/pictures.toml", set()),
        (f"{EX8}/pictures_quadrants.py", set()),
        (f"{EX8}/quadrants.json", set()),
        (f"{EX8}/full.py", set()),
        (f"{EX8}/full.toml", set()),
        (f"{EX8}/full_curves.py", set()),
        ("full.toml", set()),
        (f"{EX7}/stub.py.txt", set()),
        ("pictures.toml", set()),
        ("props_pictures.py", set()),
        ("theory/alexnet.toml", set()),
        ("theory/templates_alexnet.py", set()),
    ],
)
def test_which_files_decide(name: str, exercises: set[str], week: Week) -> None:
    assert concerned(week, name) == exercises


@pytest.mark.parametrize("name", ["week.toml", "props.py", "shared.py"])
def test_what_the_week_shares_concerns_all(name: str, week: Week) -> None:
    assert concerned(week, name) == {"week", *(e.name for e in week.exercises)}


def other_version(patch: pytest.MonkeyPatch, package: str, version: str) -> None:
    original = importlib.metadata.version
    patch.setattr(importlib.metadata, "version", lambda name: version if name == package else original(name))


@pytest.mark.parametrize("package", depends.LIBRARIES)
def test_a_newer_library_grades_again(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    week = load_week("week12")
    before = ground(week)
    own = importlib.metadata.version(package)
    other_version(monkeypatch, package, f"{own.partition('+')[0]}+cu999")
    assert ground(week) == before, "another build of the same version"
    other_version(monkeypatch, package, "99.1")
    after = ground(week)
    assert after != before
    assert before.differences(after) == [f"{package} 99.1, not {own.partition('+')[0]}"]


def test_seed_isolation_and_work_are_part_of_the_key() -> None:
    here = ground(load_week("week12"))
    keys = {
        here.key(seed=seed, isolation=isolation, handed=handed)
        for seed in (1, 2)
        for isolation in ("jail", "process")
        for handed in ("a", "b")
    }
    assert len(keys) == 8
    assert pickle.loads(pickle.dumps(here)) == here, "it travels to a cluster"
    assert here.differences(here) == []
    assert here.differences(Ground("", here.versions)) == ["other checks"]


# ---- who asks it ------------------------------------------------------------------------------------------------------


def test_bulk_and_watch_ask_the_same_place(
    week: Week, tmp_path: Path, launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "kim", {f"{EX7}.py": b"x = 1\n", f"{EX8}.py": b"x = 1\n"})
    handed = read_entry(Entry("kim", "folder", (tmp_path / "kim",)), week)
    task = RunSettings("week12", 1, "en", DATASETS, (), "process")
    board = Board([c for c in week.checks if Target(EX7).matches(c)])
    setting = Setting(week, launcher, DATASETS)

    def seen() -> tuple[str, str]:
        watched = Rounds(setting, board, Target(EX7), Chosen(tmp_path / "kim", "kim"), post=lambda _: None)
        return report_key(task, ground(week), handed), watched.seen[EX7].fingerprint

    before = seen()
    for name in (f"{EX7}/pictures.py", "theory/alexnet.toml"):
        concerned(week, name)
    assert seen() == before, "nothing that decides has changed"
    concerned(week, f"{EX7}/checks_own.py")
    after = seen()
    assert not set(after) & set(before)
    other_version(monkeypatch, "torchvision", "99.1")
    assert not set(seen()) & set(after)


def test_a_process_of_a_cluster_with_other_libraries_grades_nothing(
    launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = RunSettings("week12", 1, "en", DATASETS, (), "process")
    wanted = ground(load_week("week12"))
    monkeypatch.setattr("grader.bulk.worker.launcher", lambda task: launcher)
    monkeypatch.setattr(Worker, "close", lambda self: None)
    try:
        assert cluster._worker_here(task, wanted).ground == wanted
        cluster._end()
        other_version(monkeypatch, "torchvision", "99.1")
        with pytest.raises(RuntimeError, match=r"has torchvision 99\.1, not .*: install the same versions"):
            cluster._worker_here(task, wanted)
    finally:
        cluster._end()
