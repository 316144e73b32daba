"""Made-up classes for `grader bulk`: the solutions, stubs, right and wrong submissions mixed, in folders and archives."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.audit.wrong import write_wrong, wrong_solutions
from support.grading import ROOT, read_week

WEEK = "week12"
SOLUTIONS, STUBS = ROOT / "solutions" / WEEK, ROOT / "exercises" / WEEK
COMPLETE = [ROOT / "tests" / "right" / WEEK / name for name in ("numpy_by_hand", "transforms_v2", "tutorial")]
HOSTILE = ROOT / "tests" / "submissions" / WEEK
KINDS = ("solution", "right", "wrong", "wrong", "stub", "part")
Packer = Callable[[Path, Path], object]


def write_class(folder: Path, count: int, seed: int) -> list[str]:
    """Write `count` honest submissions of all kinds; returns their ids. The same count and seed make the same class."""
    rng = random.Random(seed)
    every = wrong_solutions(read_week(WEEK))
    ids = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        id = f"{2019 + number % 4}-{number:04d}"
        home = folder / id
        shutil.copytree(rng.choice(COMPLETE) if kind == "right" else SOLUTIONS, home, ignore=_only_python)
        if kind == "stub":
            shutil.copytree(STUBS, home, ignore=_only_python, dirs_exist_ok=True)
        elif kind == "wrong":
            for one in rng.sample(every, 4):
                write_wrong(one, SOLUTIONS, home)
        elif kind == "part":
            for path in rng.sample(sorted(home.iterdir()), 3):
                path.unlink()
        if number % 3:
            (_zip if number % 3 == 1 else _tar)(home, folder)
            shutil.rmtree(home)
        ids.append(id)
    return ids


def write_hostile(folder: Path, fill: Callable[[str], str], names: list[str] | None = None) -> list[str]:
    """Write the hostile submissions, each with the rest of its exercises missing; returns their ids."""
    ids = []
    for source in sorted(HOSTILE.iterdir()):
        if names is not None and source.name not in names:
            continue
        home = folder / f"x-{source.name}"
        home.mkdir(parents=True)
        for path in sorted(source.iterdir()):
            text = fill(path.read_text(encoding="utf-8"))
            if re.search(r"^# base: *solution", text, re.MULTILINE):
                text = (SOLUTIONS / path.name).read_text(encoding="utf-8") + "\n\n" + text
            (home / path.name.removesuffix(".txt")).write_text(text, encoding="utf-8")
        ids.append(home.name)
    return ids


def rows(results: Path) -> dict[str, dict[str, str]]:
    """The gradebook: id to its row."""
    text = (results / "gradebook.csv").read_text(encoding="utf-8")
    return {row["submission"]: row for row in csv.DictReader(io.StringIO(text))}


def marks(results: Path) -> dict[str, dict[str, tuple[str, float]]]:
    """What became of every check of every submission: everything in the reports but times and words."""
    found = {}
    for path in sorted((results / "reports").glob("*.json")):
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found[report["submission"]] = {c["id"]: (c["status"], c["points"]) for c in report["checks"]}
    return found


def _only_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py")]


def _zip(home: Path, folder: Path) -> None:
    with zipfile.ZipFile(folder / f"{home.name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(home.iterdir()):
            archive.write(path, f"{home.name}/{path.name}")


def _tar(home: Path, folder: Path) -> None:
    with tarfile.open(folder / f"{home.name}.tar.gz", "w:gz") as archive:
        archive.add(home, arcname=".")
