"""`grader bulk` as an instructor runs it: a class with strangers in it, killed and gone on with, in whatever order."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from support.classes import marks, rows, write_class, write_hostile
from support.grading import ROOT, no_jail

from grader.core.errors import JailBroken
from grader.sandbox.jail import JailLauncher

HOSTILE = ["bomb_memory", "exit_segfault", "forge_patched_comparisons", "markup_formula", "leave_daemon"]


def bulk(submissions: Path, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(submissions, out, *words), cwd=ROOT, text=True, encoding="utf-8",
                          capture_output=True, check=False, timeout=600)  # fmt: skip


def command(submissions: Path, out: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "grader", "bulk", "week12", str(submissions), "--out", str(out), *words,
            "--lang", "en"]  # fmt: skip


@pytest.fixture(scope="module")
def isolation() -> str:
    try:
        jail = JailLauncher(hash_seed=1, datasets=ROOT / "datasets", hidden=[ROOT])
    except JailBroken as broken:
        no_jail(broken.key)
    try:
        jail.test()
    except JailBroken as broken:
        no_jail(broken.key)
    finally:
        jail.close()
    return "jail"


@pytest.fixture(scope="module")
def honest(isolation: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A class of six, one of each kind, and its results with seed 7."""
    folder = tmp_path_factory.mktemp("bulk")
    write_class(folder / "class", 6, seed=1)
    done = bulk(folder / "class", folder / "results", "--seed", "7", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "class", folder / "results"


def fill(text: str) -> str:
    for name in ("CANARY", "ROOT"):
        text = text.replace(f"@{name}@", str(ROOT))
    return (
        text.replace("@PORT@", "9")
        .replace("@PID@", str(os.getpid()))
        .replace("@ZYGOTE@", "1")
        .replace("@MARK@", "mark")
    )


def test_a_class_of_every_kind(honest: tuple[Path, Path]) -> None:
    _, results = honest
    scores = {id: float(row["score"]) for id, row in rows(results).items()}
    full = [id for id, score in scores.items() if score == 100.0]
    assert full == ["2019-0000", "2020-0001"]  # the solution and the right one in another style
    assert scores["2019-0004"] == 0.0  # stubs
    assert all(0 < scores[id] < 100 for id in ("2020-0005", "2021-0002", "2022-0003"))
    assert {row["isolation"] for row in rows(results).values()} == {"jail"}


def test_strangers_change_nobodys_marks(honest: tuple[Path, Path], tmp_path: Path) -> None:
    """The same six among hostile ones, with another number of jobs: their marks are the same, the others have theirs."""
    folder, results = honest
    both = tmp_path / "class"
    shutil.copytree(folder, both)
    strangers = write_hostile(both, fill, HOSTILE)
    done = bulk(both, tmp_path / "results", "--seed", "7", "--jobs", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    found, alone = marks(tmp_path / "results"), marks(results)
    assert {id: found[id] for id in alone} == alone
    assert set(found) == {*alone, *strangers}
    for id in strangers:
        assert rows(tmp_path / "results")[id]["status"] == "graded"


def test_killed_and_gone_on_with(honest: tuple[Path, Path], tmp_path: Path) -> None:
    """kill -9 at random moments; then the same command ends with the same gradebook, and no process is left."""
    folder, results = honest
    out = tmp_path / "results"
    rng = random.Random(5)
    for _ in range(2):
        running = subprocess.Popen(command(folder, out, "--seed", "7", "--jobs", "2"), cwd=ROOT,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        time.sleep(rng.uniform(1, 9))
        family = psutil.Process(running.pid).children(recursive=True)
        running.send_signal(signal.SIGKILL)
        running.wait()
        _, alive = psutil.wait_procs(family, timeout=10)
        assert not alive
    done = bulk(folder, out, "--seed", "7", "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (out / "gradebook.csv").read_bytes() == (results / "gradebook.csv").read_bytes()
    assert marks(out) == marks(results)
    assert not [p.name for p in out.rglob("*") if p.name.endswith(".part")]

    again = bulk(folder, out, "--jobs", "2")  # without a seed: the one that the first run recorded
    assert again.returncode == 0
    assert "6" in next(line for line in again.stdout.splitlines() if "unchanged" in line)
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["seed"] == 7


def test_only_what_has_changed_is_graded_again(honest: tuple[Path, Path], tmp_path: Path) -> None:
    folder, results = honest
    before = {p.name: p.stat().st_mtime_ns for p in (results / "reports").iterdir()}
    path = folder / "2022-0003" / "ex1_preprocess.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n# one more line\n", encoding="utf-8")
    done = bulk(folder, results, "--jobs", "2")
    assert done.returncode == 0, done.stdout + done.stderr
    after = {p.name: p.stat().st_mtime_ns for p in (results / "reports").iterdir()}
    assert [name for name in after if after[name] != before[name]] == ["2022-0003.json"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--jobs", "0"], "jobs"),
        (["--isolation", "none"], "isolation"),
        (["--seed", "-1"], "seed"),
    ],
)
def test_wrong_words(words: list[str], sentence: str, tmp_path: Path) -> None:
    write_class(tmp_path / "class", 1, seed=1)
    done = bulk(tmp_path / "class", tmp_path / "results", *words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert not (tmp_path / "results").exists()
