"""The student's side: loads one exercise and answers the examiner's requests, one at a time.

Runs in a process of its own, together with the week's `props.py`, and never sees a check or an expected value.
Everything that it answers is a claim: the examiner compares values, and believes nothing else.
"""

from __future__ import annotations

import contextlib
import faulthandler
import inspect
import io
import os
import random
import socket
import sys
import tempfile
import types
from pathlib import Path
from typing import Any

import numpy as np
import torch

from grader.sandbox.exceptions import describe
from grader.sandbox.limits import ProtocolError, Unsendable
from grader.sandbox.protocol import (
    ChannelClosed,
    Reply,
    Request,
    decode_header,
    frame,
    read_frame,
    write_frame,
)
from grader.sandbox.wire import Packer, Ref, Unpacker

PRINT_CAP = 64 << 10
"""Bytes of the student's prints that are passed on for one check; the rest is dropped where it is printed."""


SERVING = False
"""Whether this process is a student's: a notebook's own calls of the grader do nothing in it."""


class Prints(io.RawIOBase):
    """The raw stream under `sys.stdout`: it passes on the first bytes of each check and drops the rest."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self.left = PRINT_CAP

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        if self.left > 0:
            with contextlib.suppress(OSError):
                os.write(self._fd, piece[: self.left])
            self.left -= len(piece)
        return len(piece)


class Candidate:
    """One student's exercise, loaded, and the objects that stay on this side."""

    def __init__(self, *, own_prints: bool = True) -> None:
        """own_prints: pass on the first bytes of what is printed, and drop the rest."""
        self._module: types.ModuleType | None = None
        self._props: list[types.ModuleType] = []
        self._scratch = Path()
        self._kept: list[object] = []
        self._last: tuple[Any, Any] = ((), {})
        self._seed = 0
        self._prints = [_redirect("stdout"), _redirect("stderr")] if own_prints else []

    # ---- requests ---------------------------------------------------------------------------------------------

    def answer(self, request: Request, buffers: bytearray) -> bytes:
        """Do what is asked, and return the frame of the reply. Never raises."""
        packer = Packer(self._keep)
        where = "request"
        if request.seconds:  # a call that hangs says where before it is stopped
            faulthandler.dump_traceback_later(max(request.seconds - 1, request.seconds / 2), file=2)
        try:
            unpacker = Unpacker(buffers, self._resolve)
            args, kwargs = unpacker.unpack(request.args), unpacker.unpack(request.kwargs)
            where = "call"
            value = getattr(self, f"_do_{request.op}")(request.name, *(args or ()), **(kwargs or {}))
            where = "reply"
            tree = packer.pack(self._keep(value) if request.keep else value)
            data = frame(Reply(value=tree, number=request.number), packer.buffers)
        except BaseException as error:
            kind = getattr(error, "grader_kind", "unsendable" if where == "reply" else "raised")
            data = frame(Reply(error=describe(error, kind, self._scratch), number=request.number), [])
        faulthandler.cancel_dump_traceback_later()
        for name in ("stdout", "stderr"):
            with contextlib.suppress(BaseException):
                getattr(sys, name).flush()
        return data

    def _do_load(
        self,
        main: str,
        files: dict[str, bytes],
        props: dict[str, str],
        scratch: str,
        datasets: str,
        seed: int,
    ) -> dict[str, int]:
        """Write the files into the scratch folder, run `main` as a module; returns its functions' line numbers."""
        self._scratch = Path(scratch)
        os.chdir(scratch)
        tempfile.tempdir = None  # a value cached before the fork would name another's folder
        for key in ("TMPDIR", "TEMP", "TMP"):
            os.environ[key] = scratch
        sys.dont_write_bytecode = True  # Python takes a stale .pyc whose time and size fit
        _seed(seed)
        for name, source in props.items():
            own = types.ModuleType(name)
            sys.modules[name] = own
            exec(compile(source, f"{name}.py", "exec"), own.__dict__)
            own.__dict__.update(DATASETS=Path(datasets), SCRATCH=self._scratch)
            self._props.append(own)
        for name, data in files.items():
            (self._scratch / name).write_bytes(data)
        sys.path.append(scratch)  # behind the packages: a helper called torch.py shadows nothing
        stem = main.removesuffix(".py")
        module = types.ModuleType(stem)
        module.__file__ = self._source_path(main)
        sys.modules[stem] = module  # dataclasses look their module up by name
        self._module = module
        exec(compile(files[main], module.__file__, "exec", dont_inherit=True), module.__dict__)
        return {n: _first_line(f) for n, f in list(vars(module).items()) if isinstance(f, types.FunctionType)}

    def _source_path(self, name: str) -> str:
        """What tracebacks call the student's file."""
        return str(self._scratch / name)

    def _do_begin(self, _: str, seed: int) -> None:
        """Begin a new check: forget what was kept, and reset the global switches that a student's code may have changed."""
        self._kept.clear()
        self._last = ((), {})
        self._seed = seed
        for prints in self._prints:
            prints.left = PRINT_CAP
        torch.set_grad_enabled(True)
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)
        torch.set_num_threads(1)
        torch.use_deterministic_algorithms(False)
        torch.autograd.set_detect_anomaly(False)
        os.chdir(self._scratch)
        _seed(seed)

    def _do_call(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function; its arguments are remembered for `arguments`."""
        function = getattr(self._module, name, None)
        if not callable(function):
            raise _marked(AttributeError(name), "missing_function")
        return self._invoke(function, args, kwargs)

    def _do_invoke(self, _: str, target: Any, *args: Any, **kwargs: Any) -> Any:
        """Call something that the student's function returned."""
        return self._invoke(target, args, kwargs)

    def _invoke(self, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        unfit = _unfit(function, args, kwargs)
        if unfit and _unfit(function, args, kwargs, follow_wrapped=False):
            raise _marked(unfit, "signature")
        self._last = (args, kwargs)
        try:
            return function(*args, **kwargs)
        except TypeError:
            if unfit:  # a decorator took the arguments, but the function that it decorates does not
                raise _marked(unfit, "signature") from None
            raise

    def _do_file(self, name: str, data: bytes) -> str:
        """Write a file that the examiner made into the scratch folder; returns its path on this side."""
        path = self._scratch / name
        path.write_bytes(data)
        return str(path)

    def _do_arguments(self, _: str) -> tuple[Any, Any]:
        """The arguments of the last call, as they are now."""
        return self._last

    def _do_settings(self, _: str) -> list[str]:
        """The switches of the whole process that are not as `begin` set them: keys under `setting` in `locale/*.toml`."""
        now = {
            "gradients": torch.is_grad_enabled() and not torch.is_inference_mode_enabled(),
            "dtype": torch.get_default_dtype() is torch.float32,
            "device": torch.get_default_device().type == "cpu",
            "threads": torch.get_num_threads() == 1,
            "deterministic": not torch.are_deterministic_algorithms_enabled(),
            "anomaly": not torch.is_anomaly_enabled(),
            "seed": torch.initial_seed() == self._seed,
        }
        return [name for name, kept in now.items() if not kept]

    def _do_fetch(self, _: str, value: Any) -> Any:
        return value

    def _do_prop(self, name: str, *args: Any, **kwargs: Any) -> Any:
        owner = next(module for module in reversed(self._props) if hasattr(module, name))
        return getattr(owner, name)(*args, **kwargs)

    # ---- objects that stay ------------------------------------------------------------------------------------

    def _keep(self, value: object) -> Ref:
        self._kept.append(value)
        return Ref(len(self._kept) - 1, type(value).__name__[:80])

    def _resolve(self, ref: Ref) -> object:
        return self._kept[ref.number]


def _unfit(function: Any, args: Any, kwargs: Any, *, follow_wrapped: bool = True) -> TypeError | None:
    """Why the function does not take these arguments, if so. `functools.wraps` shows the signature of what is inside."""
    try:
        inspect.signature(function, follow_wrapped=follow_wrapped).bind(*args, **kwargs)
    except TypeError as error:
        return error
    except ValueError:
        pass  # a callable without a signature, such as some built-ins
    return None


def _marked(error: Exception, kind: str) -> Exception:
    error.grader_kind = kind  # type: ignore[attr-defined]
    return error


def _first_line(function: types.FunctionType) -> int:
    code: types.CodeType = inspect.unwrap(function).__code__
    return code.co_firstlineno


def _seed(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)


def _redirect(name: str) -> Prints:
    """Put a capped text stream over descriptor 1 or 2; `reconfigure` and `detach` work as on the real one."""
    prints = Prints(1 if name == "stdout" else 2)
    buffered = io.BufferedWriter(prints, buffer_size=8192)
    setattr(sys, name, io.TextIOWrapper(buffered, "utf-8", "backslashreplace", line_buffering=True))
    return prints


def serve(sock: socket.socket) -> None:
    """Answer requests until the examiner closes its end."""
    global SERVING
    SERVING = True
    candidate = Candidate()
    while True:
        try:
            header, buffers = read_frame(sock, None)
            request = decode_header(header, Request)
            write_frame(sock, candidate.answer(request, buffers), None)
        except (ChannelClosed, ProtocolError, Unsendable):
            return
