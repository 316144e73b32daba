"""The beginning of the other process: one task as JSON on the standard input, one stage, one line that says how it ended."""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.full.work.channel import Channel


def main() -> None:
    """Run the stage that the task names. Always ends with a line of kind `end`, unless the process is killed."""
    task = _task()
    channel = Channel()
    channel.send("step", done=0, total=1, what="torch")
    try:
        channel.send("end", **_run(task, channel))
    except Exception:  # the grader's own fault: the command shows what is on the standard error
        traceback.print_exc()
        channel.send("end", status="fault")
    sys.stderr.flush()
    os._exit(0)  # threads and handlers that the student's code has left behind keep nothing waiting


def _task() -> dict[str, Any]:
    """The first line of the standard input; when the rest of it ends, the command is gone, and so is this process.

    The student's code gets an empty standard input in its place.
    """
    command = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    task: dict[str, Any] = json.loads(command.readline())

    def leave() -> None:
        command.read()
        os._exit(1)

    threading.Thread(target=leave, daemon=True).start()
    return task


def _run(task: dict[str, Any], channel: Channel) -> dict[str, Any]:
    from grader.full.work.code import CannotGoOn, Code, CodeRaised

    code = None
    try:
        from grader.full.work import classify, data, detect, inside, segment, transfer
        from grader.full.work.device import Machine, rate
        from grader.full.work.stage import Stage

        stages: dict[str, Callable[[Stage], None]] = {
            "ex1": classify.preprocess, "ex2": classify.classify, "ex3": data.data, "ex4": inside.inspect,
            "ex5": segment.segment, "ex6": detect.detect, "ex7": transfer.extract, "ex8": transfer.finetune,
        }  # fmt: skip
        machine = Machine(task["device"], channel)
        if task["stage"] == "probe":
            return {"status": "done", "device": machine.name, "title": machine.title,
                    "rate": 0.0 if machine.cuda else rate()}  # fmt: skip
        channel.send(
            "step", done=0, total=1, what=""
        )  # from here on the student's code is what takes its time
        code = Code(Path(task["folder"]))
        stage = Stage(
            code, machine, channel, Path(task["datasets"]), Path(task["cache"]), Path(task["out"]), task["files"],
            task["epochs"],
        )  # fmt: skip
        stages[task["stage"]](stage)
        return {"status": "done"}
    except CannotGoOn as error:
        cause = error.__cause__
        if isinstance(error, CodeRaised) and cause is not None:
            traceback.print_exception(cause)
        return {"status": "stopped", "key": error.key, "params": error.params}
    except Exception as error:
        import torch

        if isinstance(error, torch.OutOfMemoryError):
            return {"status": "stopped", "key": "no_gpu_memory", "params": {}}
        if code is None or not code.last:
            raise
        # what a function returned has carried the run to here, and cannot carry it further
        traceback.print_exc()
        text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        params = {"function": code.last, "text": text, "short": code.last.split("_")[0]}
        return {"status": "stopped", "key": "no_use", "params": params}
