"""What a class costs: `python tests/benchmarks/bulk.py [--sizes 50 100 200] [--fresh 6] [--jobs 2] [--kills 0] [--hostile]`.

For every size a class of all kinds is written and graded with `grader bulk` in the jail. CPU is that of the command and of
everything that it started; peak memory is the sum over all of these (proportional set size, so that a page which two of
them share counts once), looked at twice a second. Beside it the same checks by a fresh `python -m pytest` for each of a few
submissions (`fresh_pytest`). `--kills N` kills a run N times at random moments and goes on with it; `--hostile` grades the
hostile submissions among the honest ones. No verdict is drawn here: the figures are printed for a person to read.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from support.classes import marks, rows, write_class, write_hostile  # noqa: E402

SEED = 7
EVERY_SECONDS = 0.5


@dataclass
class Cost:
    wall: float
    cpu: float
    peak: float
    """MiB."""


def measure(words: list[str], *, environment: dict[str, str] | None = None) -> Cost:
    before, begun = os.times(), time.perf_counter()
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak))
    watcher.start()
    process.wait()
    watcher.join()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.perf_counter() - begun, cpu, peak[0])


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        try:
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        except psutil.Error:
            return
        peak[0] = max(peak[0], sum(_proportional(p.pid) for p in family))
        time.sleep(EVERY_SECONDS)


def _proportional(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def command(submissions: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "grader", "bulk", "week12", str(submissions), "--out", str(out),
            "--seed", str(SEED), "--jobs", str(jobs)]  # fmt: skip


def sizes(folder: Path, counts: list[int], jobs: int) -> None:
    print(f"{'submissions':>12} {'wall s':>8} {'cpu s':>8} {'wall each':>10} {'cpu each':>9} {'peak MiB':>9}")
    for count in counts:
        write_class(folder / f"class{count}", count, seed=1)
        cost = measure(command(folder / f"class{count}", folder / f"results{count}", jobs))
        print(f"{count:12} {cost.wall:8.1f} {cost.cpu:8.1f} {cost.wall / count:10.2f} {cost.cpu / count:9.2f} "
              f"{cost.peak:9.0f}", flush=True)  # fmt: skip


def fresh(folder: Path, count: int) -> None:
    """The first submissions of the class one by one, each in a pytest of its own."""
    write_class(folder / "fresh", 3 * count, seed=1)
    homes = [p for p in sorted((folder / "fresh").iterdir()) if p.is_dir()][:count]
    checks = [str(p) for p in sorted((ROOT / "grader" / "weeks" / "week12").glob("check_*.py"))]
    words = [sys.executable, "-m", "pytest", "-q", "-c", "grader/weeks/checks.ini", "-p", "fresh_pytest",
             "--import-mode=importlib", "--tb=no", *checks]  # fmt: skip
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "benchmarks")])
    costs = [
        measure(words, environment={**os.environ, "PYTHONPATH": paths, "SUBMISSION": str(home)})
        for home in homes
    ]
    wall, cpu = sum(c.wall for c in costs) / count, sum(c.cpu for c in costs) / count
    print(
        f"fresh pytest, {count} submissions one after another: wall each {wall:.2f} s, cpu each {cpu:.2f} s"
    )


def kills(folder: Path, count: int, jobs: int) -> None:
    """Kill a run at random moments and go on with it; compare its gradebook with that of a run in peace."""
    write_class(folder / "killed", 2 * count, seed=3)
    measure(command(folder / "killed", folder / "peace", jobs))
    rng, left, at = random.Random(), 0, []
    for _ in range(count):
        words = command(folder / "killed", folder / "war", jobs)
        process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        enough = _reports(folder / "war") + rng.choice((0, 1, 2, 3))  # 0: while it starts
        while process.poll() is None and _reports(folder / "war") < enough:
            time.sleep(0.05)
        time.sleep(rng.uniform(0, 4))
        family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGKILL)
        process.wait()
        left += len(psutil.wait_procs(family, timeout=10)[1])
        at.append(_reports(folder / "war"))
    measure(command(folder / "killed", folder / "war", jobs))
    same = (folder / "war" / "gradebook.csv").read_bytes() == (
        folder / "peace" / "gradebook.csv"
    ).read_bytes()
    print(f"killed {count} times, with so many of {2 * count} reports written: {at}")
    print(f"gradebook the same: {same}, marks the same: {marks(folder / 'war') == marks(folder / 'peace')}")
    print(f"processes left: {left}", flush=True)


def _reports(results: Path) -> int:
    return len(list((results / "reports").glob("*.json"))) if (results / "reports").is_dir() else 0


def hostile(folder: Path, count: int, jobs: int) -> None:
    """Honest ones alone, and the same ones among the hostile."""
    write_class(folder / "alone", count, seed=1)
    write_class(folder / "mixed", count, seed=1)
    canary = folder / "canary"
    canary.mkdir()
    (canary / "canary.txt").write_text("seen", encoding="utf-8")

    def fill(text: str) -> str:
        known = {
            "CANARY": canary,
            "ROOT": ROOT,
            "PORT": 9,
            "PID": os.getpid(),
            "ZYGOTE": 1,
            "MARK": "markedone",
        }
        for name, value in known.items():
            text = text.replace(f"@{name}@", str(value))
        return text

    strangers = write_hostile(folder / "mixed", fill)
    before = {p.pid for p in psutil.process_iter()}
    alone = measure(command(folder / "alone", folder / "alone_results", jobs))
    mixed = measure(command(folder / "mixed", folder / "mixed_results", jobs))
    new = [p for p in psutil.process_iter(["name"]) if p.pid not in before]
    one, two = marks(folder / "alone_results"), marks(folder / "mixed_results")
    table = rows(folder / "mixed_results")
    for what, cost in ((f"{count} honest ones", alone), (f"with {len(strangers)} hostile ones", mixed)):
        print(f"{what}: {cost.wall:.0f} s, cpu {cost.cpu:.0f} s, peak {cost.peak:.0f} MiB")
    print(f"the honest ones' marks are the same: {({id: two[id] for id in one}) == one}")
    best = {id: float(table[id]["score"]) for id in strangers}
    print(
        "hostile ones' points:",
        ", ".join(f"{id[2:]} {score:g}" for id, score in sorted(best.items(), key=lambda p: -p[1])),
    )
    print(
        "status:",
        {s: sum(table[id]["status"] == s for id in table) for s in ("graded", "unreadable", "fault")},
    )
    print("canary's folder:", sorted(p.name for p in canary.iterdir()))
    print(
        "new processes:", [f"{p.pid} {p.info['name']}" for p in new if "markedone" in (p.info["name"] or "")]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[50, 100, 200])
    parser.add_argument("--fresh", type=int, default=6)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--hostile", type=int, default=0, help="how many honest ones among the hostile")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="transfer-lab-") as name:
        if words.fresh:
            fresh(Path(name), words.fresh)
        sizes(Path(name), words.sizes, words.jobs)
        if words.kills:
            kills(Path(name), words.kills, words.jobs)
        if words.hostile:
            hostile(Path(name), words.hostile, words.jobs)


if __name__ == "__main__":
    main()
