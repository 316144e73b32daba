"""The warden of one candidate: limits it, watches it, and kills all that it started. Linux only.

Runs on the student's side and is trusted: the student's code is loaded after it, in a process below.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from grader.sandbox.protocol import JAIL_SCRATCH, End, Spec

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
"""prctl(2): a signal when the parent dies; orphaned descendants become children of the caller, so that none escapes."""


WIRE_FD = 200


GRACE_SECONDS = 0.3
"""Seconds between the end of the conversation and the kill."""


WATCH_SECONDS = 0.1
"""How often a jail's warden looks at the memory of all processes."""


MIB = 1 << 20


SOCKET_KIB = 256
"""What a socket's buffer holds, in round figures: net.core.wmem_default is 208 KiB, and `confine` lets nobody change it."""


def warden(spec: Spec, load_filter: Callable[[], None] | None, wire: int, output: int, life: int) -> None:
    """Fork the candidate, wait until it ends or `life` closes, kill what is left, report, exit."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    init = _start_init(output) if load_filter else None
    child = os.fork()
    if child == 0:
        _candidate(spec, load_filter, wire, output)
    os.close(wire)
    os.close(output)
    why = _watch(spec, os.pidfd_open(child), life, watched=init is not None)
    dead = _kill_namespace(init, child) if init else _kill_tree(child)
    for pid in dead:
        ended, status, usage = os.wait4(pid, 0)
        if ended == child:
            end = End(status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, why)
            with contextlib.suppress(OSError):
                os.write(life, msgspec.msgpack.encode(end))
    os._exit(0)


def _start_init(output: int) -> int:
    """Make new namespaces and their first process, which does nothing: when it is killed, all others in them die.

    An error is written to `output`.
    """
    from grader.sandbox import confine

    try:
        confine.separate()
    except OSError as error:
        os.write(output, f"the jail failed: {error}\n".encode())
        os._exit(97)
    init = os.fork()
    if init == 0:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        os.closerange(0, 4096)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # orphans are reaped by the kernel
        while True:
            signal.pause()
    return init


def _watch(spec: Spec, child: int, life: int, *, watched: bool) -> str:
    """Wait until the candidate ends, the examiner is done, or (in a jail) all processes together pass a limit."""
    end = time.monotonic() + spec.wall
    ready: list[int] = []
    each = _anonymous(os.getpid())
    while not ready:
        ready, _, _ = select.select([child, life], [], [], WATCH_SECONDS if watched else None)
        if watched and not ready:
            if time.monotonic() > end:
                return "wall"
            if _memory_of_children(each) > spec.memory:
                return "memory"
    if child not in ready:  # the examiner is done: a candidate that is not stuck ends by itself
        select.select([child], [], [], GRACE_SECONDS)
    return ""


def _memory_of_children(each: float) -> float:
    """MiB that all processes below this one hold, plus what the kernel may hold for their sockets.

    The kernel counts a socket's buffer for no process. Memory that a process shares with its own children counts for each
    of them: asking the kernel for the exact amount takes seconds when there are hundreds.
    each: MiB that every process shares with the zygote; they do not count.
    """
    with open("/proc/self/net/sockstat", encoding="ascii") as sockets:
        total = int(sockets.readline().split()[2]) * SOCKET_KIB / 1024
    todo = _children(os.getpid())
    while todo:
        pid = todo.pop()
        with contextlib.suppress(OSError):  # it has just ended
            total += max(_anonymous(pid) - each, 0.0)
            todo += _children(pid)
    return total


def _anonymous(pid: int) -> float:
    """MiB of a process that come from no file: its own memory, and shared memory."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as lines:
        return sum(int(line.split()[1]) for line in lines if line.startswith(("RssAnon", "RssShmem"))) / 1024


def _kill_namespace(init: int, child: int) -> list[int]:
    """Kill all processes of the candidate's namespace, whatever they did to hide; returns the pids to wait for."""
    os.kill(init, signal.SIGKILL)
    return [child, init]


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
    """The process ids of its children, whichever thread started them."""
    lists = [Path(f"/proc/{pid}/task/{thread}/children") for thread in os.listdir(f"/proc/{pid}/task")]
    return [int(p) for path in lists for p in path.read_text().split()]


def _candidate(spec: Spec, load_filter: Callable[[], None] | None, wire: int, output: int) -> None:
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
    if load_filter:
        _confine(spec, load_filter)
    else:
        _limit(spec)
    serve_candidate(socket.socket(fileno=sock))


def _confine(spec: Spec, load_filter: Callable[[], None]) -> None:
    from grader.sandbox import confine

    try:
        confine.own_files(JAIL_SCRATCH, spec.disk)
        confine.limit(spec.memory, spec.disk, spec.cpu)
        confine.drop_capabilities()
        load_filter()
    except OSError as error:
        os.write(2, f"the jail failed: {error}\n".encode())
        os._exit(97)


def _limit(spec: Spec) -> None:
    import resource

    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for name, limit in (("AS", size + spec.memory * MIB), ("NOFILE", 512), ("CORE", 0)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))


def serve_candidate(sock: socket.socket) -> None:
    from grader.sandbox.candidate import serve

    try:
        serve(sock)
    finally:
        os._exit(0)
