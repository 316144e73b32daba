"""`grader try`: the failing call of the self-check in the student's own terminal, with its inputs, prints and a debugger."""

from __future__ import annotations

import subprocess
from pathlib import Path

import msgspec
from rich.console import Console

from grader.checking.recording import HASH_SEED, record_call
from grader.core.errors import UsageError
from grader.core.files import write
from grader.core.model import Lang, Status
from grader.core.target import find_target
from grader.core.workspace import find_workspace
from grader.intake.read import hand_in
from grader.results.tried import above_call, below_call
from grader.sandbox.default import default_launcher
from grader.sandbox.launcher import command, environment


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
    called = tried.recorded is not None
    for block in above_call(tried.check, week, lang, called=called):
        console.print(block)
    if tried.recorded:
        file = workspace.private / "try" / "call.msgpack"
        write(file, msgspec.msgpack.encode(tried.recorded))
        # an interpreter of its own for the code, and this terminal for its debugger
        subprocess.run([*command("replay_main"), str(file)], env=environment(HASH_SEED), check=False)
    for block in below_call(tried.check, week, lang, called=called):
        console.print(block)
    return 0 if tried.check.status is Status.PASSED else 1
