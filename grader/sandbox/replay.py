"""One call of a check, in the student's own terminal: its inputs in full, the student's prints, traceback and debugger.

Everything that the check asked before that call is done again, in the same order: files are written, objects are built. No
examiner listens, and nothing that happens here decides a mark.
"""

from __future__ import annotations

import bdb
import contextlib
import inspect
import os
import pprint
import shutil
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import msgspec
import torch
from PIL import Image

from grader.sandbox.candidate import Candidate
from grader.sandbox.limits import Unsendable
from grader.sandbox.recorded import Asked, Recorded
from grader.sandbox.wire import Packer, Unpacker

CALLS = ("call", "invoke")
SHOWN_LINES = 24
"""Lines of one value on the terminal; the whole of it is in the saved file."""


class _Own(Candidate):
    """A candidate whose file keeps its own path, and whose prints go where they always go."""

    def __init__(self, recorded: Recorded, scratch: str) -> None:
        super().__init__(own_prints=False)
        self.recorded = recorded
        self._packer = Packer(self._keep)
        self._do_load(
            recorded.main, recorded.files, recorded.props, scratch, recorded.datasets, recorded.seed
        )

    def _source_path(self, name: str) -> str:
        return self.recorded.path

    def ask(self, asked: Asked) -> Any:
        """Do what was asked; returns the value."""
        unpacker = Unpacker(bytearray().join(asked.buffers), self._resolve)
        args = self._moved(unpacker.unpack(asked.args))
        kwargs = self._moved(unpacker.unpack(asked.kwargs))
        if asked.op in CALLS:
            function = args[0] if asked.op == "invoke" else getattr(self._module, asked.name, None)
            inputs = _named(function, args[1:] if asked.op == "invoke" else args, kwargs)
            if asked is self.recorded.asked[-1]:
                _show_inputs(inputs, Path(self.recorded.out), self.recorded.words)
        value = getattr(self, f"_do_{asked.op}")(asked.name, *(args or ()), **(kwargs or {}))
        with contextlib.suppress(
            Unsendable
        ):  # what could not cross was kept: later questions name it by its number
            self._packer.pack(self._keep(value) if asked.keep else value)
        return value

    def _moved(self, value: Any) -> Any:
        """The value with paths in this scratch folder instead of the check's."""
        if isinstance(value, str):
            for scratch in self.recorded.scratches:
                value = value.replace(scratch, str(self._scratch))
            return value
        if isinstance(value, dict):
            return {key: self._moved(one) for key, one in value.items()}
        return type(value)(map(self._moved, value)) if type(value) in (list, tuple) else value


def replay(recorded: Recorded, scratch: str) -> None:
    """Do all that was asked, the last with its inputs and result shown. Never raises what the student's code raises."""
    words = recorded.words
    try:
        own = _Own(recorded, scratch)
        own._do_begin("", recorded.begin)
        value = None
        for asked in recorded.asked:
            value = own.ask(asked)
    except bdb.BdbQuit:  # `q` in the debugger
        return
    except (Exception, SystemExit) as error:
        print(f"\n{words['raised']}")
        _print_error(error, recorded.path)
        return
    if recorded.asked:
        print(f"\n{words['returned']}")
        _show("", value)


def _print_error(error: BaseException, path: str) -> None:
    """The traceback from the student's first line on: what is above it is the grader's."""
    shown = traceback.TracebackException.from_exception(error)
    first = next((i for i, frame in enumerate(shown.stack) if frame.filename == path), 0)
    del shown.stack[:first]
    print("".join(shown.format()).rstrip(), flush=True)


def _named(function: Any, args: Any, kwargs: Any) -> dict[str, Any]:
    """The arguments by the names of the function's parameters."""
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        names = []
    named = {names[i] if i < len(names) else f"argument {i + 1}": value for i, value in enumerate(args or ())}
    return named | dict(kwargs or {})


def _show_inputs(inputs: dict[str, Any], out: Path, words: dict[str, str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    print(words["inputs"])
    saved: dict[str, Any] = {}
    for name, value in inputs.items():
        if isinstance(value, Image.Image):
            path = out / f"{name.replace(' ', '_')}.png"
            value.save(path)
            print(f"{name} = {value.mode} image {value.size[0]}x{value.size[1]}  ({path})")
            continue
        if not isinstance(value, torch.nn.Module):
            saved[name] = value
        _show(name, value)
    with contextlib.suppress(Exception):  # an object that cannot be saved is shown above
        torch.save(saved, out / "inputs.pt")
        print(words["saved"])
    print(f"\n{words['running']}", flush=True)


def _show(name: str, value: Any) -> None:
    """Print a value in full, as far as it fits."""
    torch.set_printoptions(threshold=2000, linewidth=100)  # type: ignore[no-untyped-call]
    kind = ""
    if isinstance(value, torch.Tensor):
        kind = f"  # {str(value.dtype).removeprefix('torch.')} {list(value.shape)}"
        text = str(value)
    else:
        text = pprint.pformat(value, width=100, sort_dicts=False)
    lines = text.splitlines() or [""]
    more = [f"... ({len(lines) - SHOWN_LINES} lines)"] if len(lines) > SHOWN_LINES else []
    if name and len(lines) == 1 and not kind:
        lines = [f"{name} = {lines[0]}"]
    elif name or kind:
        lines.insert(0, f"{name} ={kind}" if name else kind.strip())
    print("\n".join([*lines[: SHOWN_LINES + 1], *more]))


def run_recorded(recorded: Recorded) -> None:
    """Do the recorded call in this process, and put back what loading a file changes in it: folder, path, environment."""
    scratch = Path(recorded.out) / "files"  # what the check wrote stays there to be looked at
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    here, path, environment = Path.cwd(), list(sys.path), dict(os.environ)
    try:
        replay(recorded, str(scratch))
    finally:
        os.chdir(here)
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)
        tempfile.tempdir = None


def main() -> None:
    """Entry of the process: `argv` is the path of the recorded call."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    torch.set_num_threads(1)
    with contextlib.suppress(KeyboardInterrupt):
        run_recorded(msgspec.msgpack.decode(Path(sys.argv[1]).read_bytes(), type=Recorded))
