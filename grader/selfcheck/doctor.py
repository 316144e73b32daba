"""`grader doctor`: what is wrong with this machine, each with its remedy."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from rich.console import Console
from rich.text import Text

from grader.core.errors import GraderError, JailBroken, UsageError
from grader.core.messages import say
from grader.core.model import Lang
from grader.core.workspace import Workspace, find_workspace
from grader.sandbox.default import default_launcher
from grader.sandbox.jail import JailLauncher

MEMORY_GIB, DISK_GIB = 2.0, 1.0
_PROBE = """
import sys, torch
print(torch.__version__, flush=True)
from importlib.metadata import version
print(version("torchvision"), flush=True)
import torchvision
torchvision.ops.nms(torch.zeros(1, 4), torch.zeros(1), 0.5)
"""
"""torchvision's compiled operators are missing where torch is of another build: nms is the one that everybody meets."""


@dataclass(frozen=True)
class Symptom:
    """One line of the doctor's report."""

    ok: bool
    key: str
    params: dict[str, object] = field(default_factory=dict)
    optional: bool = False
    """Whether only some commands need it: then its lack is a note, not a problem."""


def doctor(console: Console, lang: Lang) -> int:
    """Print a line for each thing that was looked at; returns 1 when something is wrong."""
    good = True
    for symptom in examine(console.encoding):
        good &= symptom.ok or symptom.optional
        word = say("doctor.ok" if symptom.ok else "doctor.note" if symptom.optional else "doctor.bad", lang)
        style = "green" if symptom.ok else "yellow" if symptom.optional else "bold red"
        params = symptom.params
        if "jail" in params:
            params = {"reason": say(f"jail.{params['jail']}", lang, **params)}
        text = say(f"doctor.{symptom.key}", lang, **params)
        console.print(Text.assemble(" ", (word, style), "  ", text))
    return 0 if good else 1


def examine(encoding: str) -> Iterator[Symptom]:
    """Look at Python, torch, memory, disk, terminal, workspace, data and the start of a student's process."""
    version = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info >= (3, 11)
    yield Symptom(ok, "python" if ok else "python_bad", {"version": version})
    torch = _torch()
    yield torch
    free = round(psutil.virtual_memory().available / 2**30, 1)
    ok = free >= MEMORY_GIB
    yield Symptom(ok, "memory" if ok else "memory_bad", {"free": free})
    free = round(shutil.disk_usage(Path.cwd()).free / 2**30, 1)
    ok = free >= DISK_GIB
    yield Symptom(ok, "disk" if ok else "disk_bad", {"free": free})
    ok = _has_korean(encoding)
    yield Symptom(ok, "encoding" if ok else "encoding_bad", {"encoding": encoding})
    yield from _workspace()
    if torch.ok:
        yield _process()
        yield _jail()


def _torch() -> Symptom:
    done = subprocess.run(
        [sys.executable, "-c", _PROBE], capture_output=True, text=True, encoding="utf-8", check=False
    )
    versions = [*done.stdout.split(), "", ""]
    params: dict[str, object] = {"torch": versions[0], "torchvision": versions[1]}
    if done.returncode == 0:
        return Symptom(True, "torch", params)
    params["reason"] = (done.stderr.strip().splitlines() or ["?"])[-1][:200]
    return Symptom(False, "torch_pair" if versions[1] else "torch_bad", params)


def _has_korean(encoding: str) -> bool:
    try:
        "가".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _workspace() -> Iterator[Symptom]:
    try:
        workspace = find_workspace(Path.cwd())
    except UsageError as error:
        yield Symptom(False, "workspace_bad", error.params)
        return
    yield Symptom(True, "workspace", {"path": workspace.root})
    count, bad = damaged(workspace)
    yield Symptom(
        not bad, "datasets_bad" if bad else "datasets", {"count": count, "names": ", ".join(bad[:5])}
    )


def damaged(workspace: Workspace) -> tuple[int, list[str]]:
    """How many data files `datasets/sums.txt` lists, and which of them are missing or changed."""
    bad: list[str] = []
    lines = (workspace.datasets / "sums.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        wanted, name = line.split(maxsplit=1)
        path = workspace.datasets / name.lstrip("*")
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            bad.append(name)
    return len(lines), bad


def _process() -> Symptom:
    begun = time.monotonic()
    launcher = default_launcher(0)
    start = "fork" if sys.platform == "linux" else "spawn"
    try:
        running = launcher.start()
        running.sock.close()
        running.end()
    except GraderError as error:
        return Symptom(False, "process_bad", {"reason": str(error)[-200:]})
    finally:
        launcher.close()
    return Symptom(True, "process", {"start": start, "seconds": round(time.monotonic() - begun, 1)})


def _jail() -> Symptom:
    """Whether `grader bulk` can grade code that nobody trusts."""
    try:
        launcher = JailLauncher(hash_seed=0, datasets=Path.cwd())
        try:
            launcher.test()
        finally:
            launcher.close()
    except JailBroken as broken:
        return Symptom(False, "jail_bad", {"jail": broken.key, **broken.params}, optional=True)
    return Symptom(True, "jail")
