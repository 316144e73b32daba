"""`grader try`: the failing call of the self-check in the student's own terminal, with its inputs, prints and a debugger."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

import msgspec
from rich.console import Console

from grader.checking.recording import HASH_SEED, Tryout, record_call
from grader.core.errors import UsageError
from grader.core.files import write
from grader.core.model import Lang, Status
from grader.core.target import find_target
from grader.core.workspace import Workspace, find_workspace
from grader.intake.read import hand_in
from grader.results.tried import above_call, below_call
from grader.sandbox.default import default_launcher
from grader.sandbox.launcher import command, environment
from grader.sandbox.recorded import Recorded


def try_here(address: str, console: Console, lang: Lang) -> int:
    """Check one function, then run the call that its leading failure is about, here. Returns the exit code."""
    workspace = find_workspace(Path.cwd())
    week, target = find_target(address)
    if not target.function:
        raise UsageError("try_what", address=address)
    chosen = workspace.chosen(week.name)
    launcher = default_launcher(HASH_SEED)
    try:
        handed = hand_in(chosen.path, chosen.shown, week)
        tried = record_call(week, target, handed, launcher, workspace, lang)
    finally:
        launcher.close()
    run_tried(tried, chosen.folder, workspace, console, lang)
    return 0 if tried.check.status is Status.PASSED else 1


def run_tried(tried: Tryout, folder: Path, workspace: Workspace, console: Console, lang: Lang) -> None:
    """Run the call here. folder: where the student's files lie."""
    called = tried.recorded is not None
    for block in above_call(tried.check, tried.week, lang, called=called):
        console.print(block)
    if tried.recorded:
        file = workspace.private / "try" / "call.msgpack"
        write(file, msgspec.msgpack.encode(_with_source(tried.recorded, folder)))
        console.file.flush()
        # an interpreter of its own for the code, and this terminal for its debugger
        _run([*command("replay_main"), str(file)], environment(HASH_SEED))
    for block in below_call(tried.check, tried.week, lang, called=called):
        console.print(block)


def _with_source(recorded: Recorded, folder: Path) -> Recorded:
    """The call with a file that tracebacks and the debugger can show: the student's own, or what a notebook's cells give."""
    own, content = folder / recorded.main, recorded.files[recorded.main]
    if not own.is_file() or own.read_bytes() != content:
        own = Path(recorded.out) / recorded.main
        write(own, content)
    return msgspec.structs.replace(recorded, path=str(own))


def _run(words: list[str], env: Mapping[str, str]) -> None:
    """Run a command that has this terminal. Ctrl-C is meant for it; the third one ends it, whatever it does with them."""
    pressed: list[int] = []

    def interrupted(number: int, _: FrameType | None) -> None:
        pressed.append(number)
        if len(pressed) > 2:
            process.kill()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        process = subprocess.Popen(words, env=env)
        try:
            process.wait()
        finally:
            process.kill()
            process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
