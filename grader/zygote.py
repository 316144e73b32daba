"""The student's side before there is a student: torch is imported here once, then a process is forked for each exercise.

    examiner ── control socket ──> zygote ── fork ──> warden ── fork ──> candidate
        └────────────── wire, life and output, passed as descriptors ───────┘

The zygote holds no student's data and runs one thread (libgomp does not survive a fork with a pool). The warden is
trusted: it kills the candidate and everything that came from it when `life` closes, and reports how it ended.
Linux only; elsewhere, and by option, `spawn_main` serves a single candidate in a fresh process.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import select
import signal
import socket
import sys
from pathlib import Path

import msgspec

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
"""prctl(2): a signal when the parent dies; orphaned descendants become children of the caller, so that none escapes."""
WIRE_FD = 200
GRACE_SECONDS = 0.3
"""Between the end of the conversation and the kill."""
MIB = 1 << 20


class Spec(msgspec.Struct):
    """Limits of one candidate."""

    memory: int
    """MiB of address space on top of what the zygote has."""
    files: int = 512
    """Open descriptors."""


class End(msgspec.Struct):
    """How a candidate ended: its wait status (os.waitstatus_to_exitcode reads it), CPU seconds and peak MiB."""

    status: int
    cpu: float
    peak: float


def warm_up() -> None:
    """Import what every submission imports, and initialise what torch sets up at its first use."""
    import numpy  # noqa: F401
    import PIL.Image
    import torch
    import torchvision.models
    import torchvision.transforms
    import torchvision.transforms.v2  # noqa: F401

    import grader.candidate  # noqa: F401

    PIL.Image.init()
    torch.set_num_threads(1)
    layer = torch.nn.Conv2d(3, 4, 3)
    layer(torch.zeros(1, 3, 16, 16)).sum().backward()


def main() -> None:
    """Fork one candidate for every message on the control socket, until it closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # wardens are reaped by the kernel
    warm_up()
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        control.send(f"the zygote has {threads} threads before its first fork".encode())
        return
    gc.collect()
    gc.freeze()  # a child's collections touch none of these pages
    control.send(b"ready")
    while True:
        try:
            message, fds, _, _ = socket.recv_fds(control, 4096, 3)
        except ConnectionError:
            return
        if not message:
            return
        if os.fork() == 0:
            control.close()
            _warden(msgspec.msgpack.decode(message, type=Spec), *fds)
        for fd in fds:
            os.close(fd)


def _warden(spec: Spec, wire: int, output: int, life: int) -> None:
    """Fork the candidate, wait until it ends or `life` closes, kill what is left, report, exit."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = os.fork()
    if child == 0:
        _candidate(spec, wire, output)
    os.close(wire)
    os.close(output)
    watched = os.pidfd_open(child)
    ready, _, _ = select.select([watched, life], [], [])
    if watched not in ready:  # the examiner is done: a candidate that is not stuck ends by itself
        select.select([watched], [], [], GRACE_SECONDS)
    status = 0
    for pid in _kill_tree(child):
        ended, ended_status, usage = os.wait4(pid, 0)
        if ended == child:
            status = ended_status
            end = End(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
            with contextlib.suppress(OSError):
                os.write(life, msgspec.msgpack.encode(end))
    os._exit(0)


def _kill_tree(child: int) -> list[int]:
    """Kill all descendants; returns the pids that are now ours to wait for, `child` first."""
    own = os.getpid()
    dead: list[int] = []
    while True:
        alive = [pid for pid in _children(own) if pid not in dead]
        if not alive:
            return sorted(dead, key=lambda pid: pid != child)
        for pid in alive:  # killing a parent hands its children to us: go round until there are none
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            dead.append(pid)


def _children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _candidate(spec: Spec, wire: int, output: int) -> None:
    import resource

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    null = os.open(os.devnull, os.O_RDONLY)
    sock = os.dup2(wire, WIRE_FD)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(3, WIRE_FD)
    os.closerange(WIRE_FD + 1, 4096)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for name, limit in (("AS", size + spec.memory * MIB), ("NOFILE", spec.files), ("CORE", 0)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))
    _serve(socket.socket(fileno=sock))


def spawn_main() -> None:
    """Serve one candidate in this fresh process: `argv` is the examiner's port; the first line of stdin its token."""
    token = sys.stdin.buffer.readline().strip()
    warm_up()
    _serve(connect(int(sys.argv[1]), token))


def connect(port: int, token: bytes) -> socket.socket:
    """Connect back to the examiner on this machine's loopback and show the token."""
    sock = socket.create_connection(("127.0.0.1", port))
    sock.sendall(token)
    return sock


def _serve(sock: socket.socket) -> None:
    from grader.candidate import serve

    try:
        serve(sock)
    finally:
        os._exit(0)
