"""Hostile archives and names through the whole of `grader bulk`: rows, marks, nothing written, nothing read."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.grading import ROOT, no_jail
from support.hostile_archives import ARCHIVES

HONEST = ROOT / "solutions" / "week12" / "ex2_classify.py"
SECRET = "the canary sings at dawn"


def bulk(submissions: Path, out: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    words = [
        sys.executable,
        "-m",
        "grader",
        "bulk",
        "week12",
        str(submissions),
        "--out",
        str(out),
        "--jobs",
        "1",
        "--seed",
        "5",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "GRADER_LANG": "en", "COLUMNS": "80", **variables}
    return subprocess.run(words, capture_output=True, text=True, cwd=ROOT, env=env, timeout=300)


def test_hostile_archives_and_names(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "canary.txt").write_text(SECRET, encoding="utf-8")
    submissions, out = tmp_path / "submissions", tmp_path / "results"
    submissions.mkdir()
    for archive in ARCHIVES:
        archive.make(submissions / archive.name, HONEST.name, HONEST.read_bytes(), outside)
    done = bulk(submissions, out)
    if done.returncode == 2 and "jail" in done.stdout + done.stderr:
        no_jail(done.stdout + done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout

    reports = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((out / "reports").iterdir())]
    with (out / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        text = file.read()
    rows = list(csv.DictReader(text.splitlines()))
    assert len(reports) == len(rows) == len(ARCHIVES)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]
    assert "\x1b" not in text
    assert "\x07" not in text
    marks = {report["submission"]: (report["status"], report["score"]) for report in reports}
    most = marks["zz-honest"][1]
    assert most > 0
    for archive in ARCHIVES:
        stem = archive.name.split(".")[0]
        found = [
            mark for id, mark in marks.items() if id == stem or (not stem.isprintable() and "31mred" in id)
        ]
        assert found == [("graded", most) if archive.readable else ("unreadable", 0.0)], (archive.name, marks)

    everything = text + done.stdout + "".join(json.dumps(report) for report in reports)
    assert SECRET not in everything
    assert [path.name for path in outside.iterdir()] == ["canary.txt"]
    assert not list(tmp_path.rglob("*planted*"))
    assert not Path("/tmp/planted.py").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside", "results", "submissions"]


def test_without_a_jail_nothing_is_graded(tmp_path: Path) -> None:
    (tmp_path / "class" / "kim").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    shutil.copy(HONEST, tmp_path / "class" / "kim")
    for lang, word in (("en", "bubblewrap"), ("ko", "bubblewrap")):
        done = bulk(tmp_path / "class", tmp_path / "results", PATH=str(tmp_path / "bin"), GRADER_LANG=lang)
        said = (done.stdout + done.stderr).strip()
        assert done.returncode == 2
        assert word in said
        assert "Traceback" not in said
        assert len(said.split("\n\n")) == 1
        assert not (tmp_path / "results").exists()
