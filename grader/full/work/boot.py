"""Start the other process: it reads one task as JSON from the standard input; its last line says how it ended."""

from __future__ import annotations

import os
import sys
import threading
import traceback
from pathlib import Path

from grader.full.task import (
    CODE,
    Probe,
    Probed,
    StageEnd,
    StageStatus,
    StageStep,
    StageTask,
    Task,
    decode_task,
)
from grader.full.work.channel import Channel


def main() -> None:
    """Do the task. Always ends with a StageEnd, unless the process is killed."""
    task = _task()
    channel = Channel()
    channel.send(StageStep(0, 1, "torch", loading=True))
    try:
        channel.send(_probe(task, channel) if isinstance(task, Probe) else _run(task, channel))
    except Exception:  # the grader's own fault: the command shows what is on the standard error
        traceback.print_exc()
        channel.send(StageEnd(StageStatus.FAULT))
    sys.stderr.flush()
    os._exit(0)  # do not wait for threads and handlers that the student's code left behind


def _task() -> Task:
    """The first line of the standard input; when the rest of it ends, the command is gone, and so is this process.

    The student's code gets an empty standard input in its place.
    """
    command = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    task = decode_task(command.readline())

    def leave() -> None:
        command.read()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()
    return task


def _probe(task: Probe, channel: Channel) -> StageEnd:
    from grader.full.work.code import CannotGoOn
    from grader.full.work.device import Machine, rate
    from grader.full.work.load import estimate

    try:
        machine = Machine(task.device, channel)
    except CannotGoOn as error:
        return StageEnd(StageStatus.STOPPED, error.key, error.params)
    if machine.cuda:
        return StageEnd(StageStatus.DONE, probed=Probed(machine.name, machine.title))
    measured = rate()
    try:
        seconds = estimate(task.plans, measured)
    except Exception:  # a stage that cannot be loaded
        traceback.print_exc()
        return StageEnd(StageStatus.FAULT, "stage_fault")
    return StageEnd(
        StageStatus.DONE, probed=Probed(machine.name, machine.title, rate=measured, seconds=seconds)
    )


def _run(task: StageTask, channel: Channel) -> StageEnd:
    from grader.full.work.code import CannotGoOn, Code, CodeRaised

    plan, code = task.plan, None
    try:
        from grader.full.work.device import Machine
        from grader.full.work.load import load_stage
        from grader.full.work.stage import Stage

        module = load_stage(plan)
        machine = Machine(task.device, channel)
        # from here on the student's code is what takes its time
        channel.send(StageStep(0, 1, ""))
        code = Code(Path.cwd() / CODE, task.exercises)
        stage = Stage(
            code=code, machine=machine, channel=channel, datasets=plan.datasets, cache=task.cache, out=task.out,
            files=plan.files, epochs=plan.epochs,
        )  # fmt: skip
        module.run(stage)
        return StageEnd(StageStatus.DONE)
    except CannotGoOn as error:
        cause = error.__cause__
        if isinstance(error, CodeRaised) and cause is not None:
            traceback.print_exception(cause)
        return StageEnd(StageStatus.STOPPED, error.key, error.params, error.line)
    except Exception as error:
        import torch

        if isinstance(error, torch.OutOfMemoryError):
            return StageEnd(StageStatus.STOPPED, "no_gpu_memory")
        if code is None or not code.last:
            raise
        # the function called last returned something that cannot be used any further
        traceback.print_exc()
        text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        params = {"function": code.last, "text": text, "short": code.last.split("_")[0]}
        return StageEnd(StageStatus.STOPPED, "no_use", params)
