"""`--similarity`: copies are found whatever their names, independent answers and stubs are not, and nothing is run."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from support.grading import ROOT

from grader.bulk.pages import Pair
from grader.bulk.similarity import COMPARED_CAP, similar, similarity_table
from grader.core.week import load_week
from grader.intake.entries import find_entries

WEEK = load_week("week12")
NAME = "ex6_detect.py"
RIGHT = ROOT / "tests" / "right" / "week12"
SOLUTION = ROOT / "solutions" / "week12" / NAME
STUB = WEEK.stub(NAME.removesuffix(".py"))


def hand_in(folder: Path, id: str, text: str | bytes) -> None:
    (folder / id).mkdir()
    (folder / id / NAME).write_bytes(text.encode("utf-8") if isinstance(text, str) else text)


def found(folder: Path) -> list[tuple[str, str, str]]:
    return [(pair.exercise, pair.one, pair.other) for pair in similar(WEEK, find_entries(folder))]


def disguised(text: str) -> str:
    """The same code with other names, comments and layout."""
    text = re.sub(
        r"\b(image|keep|scores?|boxes|box|names?|order|result)\b", lambda m: f"zz_{m[0][::-1]}", text
    )
    return "# my own work\n" + re.sub(r"\n(\n+)", "\n# really\n", text)


def test_a_copy_in_disguise_is_found_and_independent_work_is_not(tmp_path: Path) -> None:
    for style in ("numpy_by_hand", "transforms_v2", "tutorial"):
        hand_in(tmp_path, style, (RIGHT / style / NAME).read_bytes())
    hand_in(tmp_path, "copy", disguised((RIGHT / "tutorial" / NAME).read_text(encoding="utf-8")))
    assert found(tmp_path) == [("ex6_detect", "copy", "tutorial")]


def test_stubs_are_not_alike(tmp_path: Path) -> None:
    stub = STUB.read_text(encoding="utf-8")
    for number in range(3):
        hand_in(tmp_path, f"s{number}", f"{stub}\nx = {number}\n")
    assert found(tmp_path) == []


def test_whatever_the_files_are(tmp_path: Path) -> None:
    """Nothing of them is run; what can be read is compared, even if it is no Python."""
    right = SOLUTION.read_text(encoding="utf-8")
    ran = tmp_path / "ran"
    hand_in(tmp_path, "broken-a", right + "\ndef f(:\n")
    hand_in(tmp_path, "broken-b", "if True print(\n" + right)
    hand_in(tmp_path, "runs", f"open({str(ran)!r}, 'w').close()\n")
    hand_in(tmp_path, "empty", "")
    hand_in(tmp_path, "short", "x")
    hand_in(tmp_path, "binary", os.urandom(50_000))
    hand_in(tmp_path, "zeros", b"\0" * 500_000)
    hand_in(tmp_path, "huge", "x = 1\n" * (COMPARED_CAP // 3))
    hand_in(tmp_path, "too-huge", b"y" * (5 << 20))
    with zipfile.ZipFile(tmp_path / "zipped.zip", "w") as archive:
        archive.writestr(NAME, right)
    (tmp_path / "bad.zip").write_bytes(b"no archive")
    pairs = [("broken-a", "broken-b"), ("broken-a", "zipped"), ("broken-b", "zipped")]
    assert sorted(found(tmp_path)) == [("ex6_detect", *pair) for pair in pairs]
    assert not ran.exists()


def test_the_table() -> None:
    rows = list(csv.reader(io.StringIO(similarity_table([Pair("=a", "b,c", "ex6_detect", 0.98765, 321)]))))
    assert rows == [
        ["exercise", "submission", "other", "overlap", "length"],
        ["ex6_detect", "'=a", "b,c", "0.988", "321"],
    ]


def bulk(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "grader",
        "bulk",
        "week12",
        str(folder / "class"),
        "--out",
        str(folder / "results"),
    ]
    return subprocess.run([*command, "--isolation", "process", "--jobs", "1", "--lang", "en", *words], cwd=ROOT, text=True,
                          encoding="utf-8", capture_output=True, check=False, timeout=600,
                          env={**os.environ, **env})  # fmt: skip


def test_the_command_writes_the_table_the_page_and_the_exports(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    for id in ("Kim_12_assignsubmission_file_", "lee"):
        hand_in(tmp_path / "class", id, SOLUTION.read_bytes())
    done = bulk(tmp_path, "--similarity", "--seed", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    results = tmp_path / "results"
    rows = list(csv.DictReader(io.StringIO((results / "similarity.csv").read_text(encoding="utf-8"))))
    assert [(row["submission"], row["other"], row["overlap"]) for row in rows] == [
        ("Kim_12_assignsubmission_file_", "lee", "1.000")
    ]
    page = (results / "index.html").read_text(encoding="utf-8")
    assert 'id="similar"' in page
    assert "Participant 12,Kim," in (results / "exports" / "moodle.csv").read_text(encoding="utf-8")
    assert "lee,,lee,,," in (results / "exports" / "canvas.csv").read_text(encoding="utf-8")
    assert (results / "students" / "lee.html").is_file()

    before = (results / "gradebook.csv").read_bytes()
    again = bulk(tmp_path)  # not asked for: no section; nothing is graded again
    assert again.returncode == 0
    assert 'id="similar"' not in (results / "index.html").read_text(encoding="utf-8")
    assert (results / "gradebook.csv").read_bytes() == before


def test_without_copydetect_one_sentence_and_nothing_is_graded(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    hand_in(tmp_path / "class", "kim", "x = 1\n")
    (tmp_path / "copydetect.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    done = bulk(tmp_path, "--similarity", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "[similarity]" in done.stderr
    assert not (tmp_path / "results").exists()
