"""How long a self-check takes, as ratios within one run: `python tests/benchmarks/selfcheck.py [--runs 5]`.

Every command is a whole process; the commands take turns, so that a drift of the machine's speed reaches all of them.
No verdict is drawn here: the figures are printed for a person to read.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "import torch, torchvision": ["-c", "import torch, torchvision"],
    "grader --help": ["-m", "grader", "--help"],
    "grader week12 --solutions": ["-m", "grader", "week12", "--solutions"],
    "grader week12 ex1.to_batch --solutions": ["-m", "grader", "week12", "ex1.to_batch", "--solutions"],
}


def measure(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds and CPU seconds (with all children) of one whole process."""
    before = os.times()
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - begun
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for turn in range(runs + 1):
        for name, arguments in COMMANDS.items():
            figure = measure(arguments)
            if turn:  # the first turn warms the caches
                figures[name].append(figure)
    base = statistics.median(wall for wall, _ in figures["import torch, torchvision"])
    print(f"{'command':40} {'wall s':>8} {'cpu s':>8} {'wall / import':>14}   median of {runs}")
    for name, values in figures.items():
        wall, cpu = (statistics.median(v) for v in zip(*values, strict=True))
        print(f"{name:40} {wall:8.2f} {cpu:8.2f} {wall / base:14.2f}")


if __name__ == "__main__":
    main()
