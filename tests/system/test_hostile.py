"""Hostile and broken submissions, each in the jail: its marks, what it must not leave behind, and its neighbour's marks.

A folder under tests/submissions/week12 is one submission. The header of its exercise's file says what it tries:

    # what:    one line
    # base:    solution (the official solution is put in front; the attack replaces parts of it), or left out
    # expect:  full | zero | ex1_preprocess.to_batch=0 ... (these lose every point, all others none) | most ...=0 (the
               others may lose too, because the attack hurts its own process)
    # status:  the statuses that the lost checks may have
    # says:    a regular expression that a report must match, which proves that the attack ran
    # leaves:  what must not exist afterwards: file PATH, process NAME, connection, or nothing

Files called `NAME.py.txt` are helpers, which nothing may run by accident: they lose the `.txt` in the submission.
`@CANARY@` (a folder on this machine with a secret file), `@ROOT@`, `@PORT@`, `@PID@`, `@ZYGOTE@` and `@MARK@` are filled in
when the folder is written. An attack that worked says FOUND, and no report and no print may hold that word.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from support.grading import DATASETS, ROOT, grade_folder, no_jail, read_week, show

from grader.core.errors import JailBroken
from grader.core.model import CheckResult, Status, SubmissionResult
from grader.results.junit import to_junit
from grader.results.report import encode, report_of
from grader.sandbox.jail import JailLauncher, require_jail
from grader.sandbox.launcher import Launcher

SUBMISSIONS = ROOT / "tests" / "submissions" / "week12"
NEIGHBOUR = ("ex2_classify", "predict_labels")
MEMORY_MIB = 768
"""Less than in earnest, so that a bomb is soon over."""
SECRET = "the canary sings at noon"
_HEADER = re.compile(r"^# (what|base|expect|status|says|leaves): *(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Host:
    """What lies around on the machine, for the attacks to find."""

    canary: Path
    mark: str
    tcp: socket.socket
    unix: socket.socket

    def fill(self, text: str, zygote: int) -> str:
        port = self.tcp.getsockname()[1]
        known = {
            "CANARY": self.canary,
            "ROOT": ROOT,
            "PORT": port,
            "PID": os.getpid(),
            "ZYGOTE": zygote,
            "MARK": self.mark,
        }
        return re.sub(r"@([A-Z]+)@", lambda match: str(known[match[1]]), text)

    def connections(self) -> int:
        count = 0
        for server in (self.tcp, self.unix):
            try:
                server.accept()[0].close()
                count += 1
            except BlockingIOError:
                pass
        return count


@pytest.fixture(scope="module")
def jail() -> Iterator[JailLauncher]:
    """One jail for all of them, so that each meets what the ones before it left behind."""
    try:
        require_jail()
        jail = JailLauncher(hash_seed=1, datasets=DATASETS, hidden=[ROOT], memory=MEMORY_MIB)
    except JailBroken as broken:
        no_jail(f"{broken.key} {broken.params}")
    try:
        jail.test()
    except JailBroken as broken:
        jail.close()
        no_jail(f"{broken.key} {broken.params}")
    yield jail
    jail.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    canary = tmp_path_factory.mktemp("canary")
    (canary / "canary.txt").write_text(SECRET, encoding="utf-8")
    (canary / "neighbour").mkdir()
    shutil.copy(ROOT / "solutions" / "week12" / "ex1_preprocess.py", canary / "neighbour")
    # Open to everybody: who is not shown it must not see it because there is no door, not a locked one.
    for path in (canary, *canary.parents):
        if path.stat().st_uid == os.getuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o755)
    mark = f"hostile{os.getpid()}"[-15:]
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(f"\0{mark}")
        unix.listen()
        tcp.setblocking(False)
        unix.setblocking(False)
        yield Host(canary, mark, tcp, unix)


@pytest.fixture(autouse=True)
def _short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.checking.exercise_run.CALL_SECONDS", 3.0)
    monkeypatch.setattr("grader.checking.exercise_run.LOAD_SECONDS", 6.0)


def names() -> list[str]:
    return sorted(path.name for path in SUBMISSIONS.iterdir())


def write(name: str, folder: Path, host: Host, zygote: int) -> tuple[dict[str, str], list[str]]:
    """Write the submission; returns its header, placeholders filled in, and its exercises."""
    head: dict[str, str] = {}
    exercises = []
    for path in sorted((SUBMISSIONS / name).iterdir()):
        text = host.fill(path.read_text(encoding="utf-8"), zygote)
        own = dict(_HEADER.findall(text))
        if re.match(r"ex\d_", path.name):
            exercises.append(path.stem)
            head = own | head
        if own.get("base") == "solution":
            text = (ROOT / "solutions" / "week12" / path.name).read_text(encoding="utf-8") + "\n\n" + text
        (folder / path.name.removesuffix(".txt")).write_text(text, encoding="utf-8")
    return head, exercises


def graded(folder: Path, exercises: list[str], launcher: Launcher) -> list[SubmissionResult]:
    return [grade_folder(folder, launcher, exercise=exercise, seed=77) for exercise in exercises]


def lost(results: list[SubmissionResult], expect: str) -> list[CheckResult]:
    """Assert the marks; returns the checks that had to be lost."""
    checks = [check for result in results for check in result.checks]
    failed = [show(c) for c in checks if c.status is not Status.PASSED]
    words = expect.split()
    if words == ["full"]:
        assert not failed
        return []
    if words == ["zero"]:
        assert sum(c.points for c in checks) == 0, [c.spec.id for c in checks if c.points]
        return checks
    addresses = [word.removesuffix("=0") for word in words if word != "most"]
    inside = [c for c in checks if any(c.spec.id == a or c.spec.id.startswith(f"{a}.") for a in addresses)]
    assert inside
    assert sum(c.points for c in inside) == 0, [c.spec.id for c in inside if c.points]
    if words[0] != "most":
        assert not [show(c) for c in checks if c not in inside and c.status is not Status.PASSED]
    return inside


def said(results: list[SubmissionResult]) -> str:
    """Everything that anybody will read."""
    week = read_week("week12")
    reports = [report_of(result, week) for result in results]
    texts = [text for report in reports for text in (encode(report), to_junit(report))]
    return "\n".join([*texts, *(check.prints for result in results for check in result.checks)])


def left_behind(leaves: str, host: Host) -> list[str]:
    """What exists of the things that must not."""
    found = [f"process {p.pid}" for p in psutil.process_iter(["name"]) if host.mark in (p.info["name"] or "")]
    for item in leaves.split(", "):
        word, _, path = item.partition(" ")
        assert word in ("file", "process", "connection", "nothing"), item
        if word == "file" and Path(path).exists():
            found.append(item)
    for place in (Path("/tmp"), Path("/dev/shm"), host.canary):
        found += [str(p) for p in place.iterdir() if host.mark in p.name]
    if sorted(p.name for p in host.canary.iterdir()) != ["canary.txt", "neighbour"]:
        found.append("the canary's folder was changed")
    if (host.canary / "canary.txt").read_text(encoding="utf-8") != SECRET:
        found.append("the canary was changed")
    found += ["connection"] * host.connections()
    return found


def descriptors() -> list[str]:
    """What this process has open."""
    found = []
    for fd in os.listdir("/proc/self/fd"):
        try:
            found.append(stat.filemode(os.stat(f"/proc/self/fd/{fd}").st_mode)[0])
        except OSError:
            continue
    return sorted(found)


@pytest.mark.parametrize("name", names())
def test_hostile(name: str, jail: JailLauncher, host: Host, tmp_path: Path) -> None:
    gc.collect()
    zygote, before, torch_files = jail.pid, descriptors(), installed()
    head, exercises = write(name, tmp_path, host, zygote)
    results = graded(tmp_path, exercises, jail)

    text = said(results)
    for result in results:
        assert result.status == "graded", [show(c) for c in result.checks if c.status is Status.FAULT]
        assert result.isolation == "jail"
    assert "FOUND" not in text, re.findall("FOUND.{,300}", text)
    assert SECRET not in text
    costs = lost(results, head["expect"])
    if "status" in head:
        assert {str(c.status) for c in costs} <= set(head["status"].split()), [show(c) for c in costs]
    assert re.search(head.get("says", ""), text)

    folder = tmp_path / "honest"
    folder.mkdir()
    exercise, function = NEIGHBOUR
    shutil.copy(ROOT / "solutions" / "week12" / f"{exercise}.py", folder)
    honest = grade_folder(folder, jail, exercise=exercise, function=function, seed=78)
    assert honest.score == honest.max_score, [show(c) for c in honest.checks]

    assert left_behind(head["leaves"], host) == []
    assert installed() == torch_files
    assert jail.pid == zygote, "the student's side had to be started again"
    # What waits for the garbage collector, or is being closed, is not left: a leak is still there after seconds.
    until = time.monotonic() + 5
    while descriptors() != before and time.monotonic() < until:
        gc.collect()
        time.sleep(0.1)
    assert descriptors() == before, "the examiner has descriptors left"


def installed() -> list[tuple[int, int, int]]:
    """Size, mode and time of files that an attack would like to change for all who come after it."""
    import torch

    assert torch.__cached__ is not None
    paths = [Path(torch.__file__), Path(torch.__cached__), DATASETS / "imagenet_class_index.json"]
    return [(s.st_size, s.st_mode, s.st_mtime_ns) for s in (p.stat() for p in paths)]


def test_there_are_enough_of_every_kind() -> None:
    kinds = [name.split("_")[0] for name in names()]
    assert len(kinds) >= 60
    wanted = "bomb broken escape exit forge hang kill leave markup net read shadow state wire"
    assert sorted(set(kinds)) == wanted.split()
