"""How long after a save `grader week12 --watch` shows what it found: `python tests/benchmarks/watch_latency.py`.

A save is an os.replace of the exercise's file, in which the first function raises an error that was never seen before; its
text appearing in the pseudo-terminal ends the time. The saves go through all exercises. With
spawn, a pause shorter than an import of torch takes on the machine measures that import. POSIX only.
No verdict is drawn here: the figures are printed for a person to read.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from support.terminal import Terminal  # noqa: E402

DEF = re.compile(r"(?m)^def \w+\([^)]*\)[^\n]*:\n")


def lab(root: Path) -> Path:
    """A student's copy; returns its folder of exercises."""
    shutil.copytree(ROOT / "exercises", root / "exercises")
    (root / "datasets").symlink_to(ROOT / "datasets", target_is_directory=True)
    return root / "exercises" / "week12"


def save(path: Path, text: str) -> float:
    """Write it beside, put it in its place; returns when."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    now = time.perf_counter()
    os.replace(beside, path)
    return now


def latencies(start: str, saves: int, pause: float) -> list[float]:
    """Seconds from each save to its first result on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        week = lab(Path(folder))
        files = sorted(week.glob("ex*.py"))
        solutions = [(ROOT / "solutions" / "week12" / f.name).read_text(encoding="utf-8") for f in files]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "GRADER_LANG": "en"}
        words = [sys.executable, "-m", "grader", "week12", "--watch", "--start", start]
        terminal = Terminal(words, Path(folder), env)
        found = []
        try:
            terminal.wait("Not started yet")
            for number in range(-2, saves):
                terminal.read(pause if number > -2 else pause + 8)  # torch is being imported
                at = number % len(files)
                first = DEF.search(solutions[at])
                assert first is not None
                text = f"save number {1000 + number}"
                body = f"{first[0]}    raise RuntimeError('{text}')\n"
                begun = save(files[at], solutions[at].replace(first[0], body, 1))
                while text not in terminal.screen:
                    terminal.read(0.002)
                    assert time.perf_counter() - begun < 60, terminal.text
                if number >= 0:
                    found.append(time.perf_counter() - begun)
            terminal.press("q")
            terminal.end()
        finally:
            terminal.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=20)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between two saves")
    both = ["fork", "spawn"] if sys.platform == "linux" else ["spawn"]
    parser.add_argument("--start", nargs="+", choices=both, default=both)
    options = parser.parse_args()
    print(f"{'start':8} {'median s':>9} {'max s':>9}   of {options.saves} saves, {options.pause:g} s apart")
    for start in options.start:
        values = latencies(start, options.saves, options.pause)
        print(f"{start:8} {statistics.median(values):9.3f} {max(values):9.3f}", flush=True)


if __name__ == "__main__":
    main()
