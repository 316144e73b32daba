"""`--cluster`: a Dask cluster of processes gives the marks that this machine gives, also when one of them dies."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.classes import marks, write_class
from support.grading import ROOT

SCHEDULER = """
import sys
from distributed import LocalCluster
cluster = LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=2, processes=True, dashboard_address=None)
print(cluster.scheduler_address, flush=True)
sys.stdin.read()
cluster.close()
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", SCHEDULER, "2"]
    with subprocess.Popen(
        words, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
    ) as running:
        assert running.stdout
        assert running.stdin
        yield running.stdout.readline().strip()
        running.stdin.close()


def bulk(folder: Path, out: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", "bulk", "week12", str(folder), "--out", str(out), "--seed", "7",
               "--isolation", "process", "--lang", "en", *words]  # fmt: skip
    return subprocess.run(command, cwd=ROOT, text=True, encoding="utf-8", capture_output=True, check=False,
                          timeout=600, env={**os.environ, **env})  # fmt: skip


def test_the_same_marks_as_on_this_machine(address: str, tmp_path: Path) -> None:
    write_class(tmp_path / "class", 4, seed=1)
    (tmp_path / "class" / "bad.zip").write_bytes(b"no archive")
    done = bulk(tmp_path / "class", tmp_path / "far", "--cluster", address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 submissions, 2 at a time" in done.stdout
    near = bulk(tmp_path / "class", tmp_path / "near", "--jobs", "1")
    assert near.returncode == 0, near.stdout + near.stderr
    assert marks(tmp_path / "far") == marks(tmp_path / "near")
    assert (tmp_path / "far" / "gradebook.csv").read_bytes() == (
        tmp_path / "near" / "gradebook.csv"
    ).read_bytes()

    # the same keys, wherever it was graded
    again = bulk(tmp_path / "class", tmp_path / "near", "--cluster", address)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "5 unchanged" in again.stdout


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x:1", "no port"])
def test_no_cluster_is_one_sentence(address: str, tmp_path: Path) -> None:
    (tmp_path / "class" / "kim").mkdir(parents=True)
    done = bulk(tmp_path / "class", tmp_path / "out", "--cluster", address)
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert "cluster" in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_distributed_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "class" / "kim").mkdir(parents=True)
    (tmp_path / "distributed.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    done = bulk(
        tmp_path / "class", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9", PYTHONPATH=str(tmp_path)
    )
    assert done.returncode == 2
    assert "[cluster]" in done.stderr
