"""The student's side before there is a student: torch is imported here once, then a process is forked for each exercise.

    examiner ── control socket ──> zygote ── fork ──> warden ── fork ──> candidate
        └────────────── wire, life and output, passed as descriptors ───────┘

The zygote holds no student's data and runs one thread (libgomp does not survive a fork with a pool). The warden is
trusted: it kills the candidate and everything that came from it when `life` closes, and reports how it ended.
Linux only; elsewhere, and by option, `spawn_main` serves a single candidate in a fresh process.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable

import msgspec

from grader.sandbox.protocol import Spec
from grader.sandbox.warden import serve_candidate, warden


def warm_up() -> None:
    """Import what every submission imports, and initialise what torch sets up at its first use."""
    import numpy  # noqa: F401
    import PIL.Image
    import torch
    import torchvision.models
    import torchvision.transforms
    import torchvision.transforms.v2  # noqa: F401

    import grader.sandbox.candidate  # noqa: F401

    PIL.Image.init()
    torch.set_num_threads(1)
    # no backward: where there is a GPU's driver, backward starts threads, and none may run before a fork
    with torch.no_grad():
        torch.nn.Conv2d(3, 4, 3)(torch.zeros(1, 3, 16, 16))


def main() -> None:
    """Fork one candidate for every message on the control socket, until it closes.

    argv: the socket's descriptor; in a jail also the user to become (0: it is an ordinary user already).
    """
    control = socket.socket(fileno=int(sys.argv[1]))
    load_filter = _enter_jail(int(sys.argv[2])) if len(sys.argv) > 2 else None
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # wardens are reaped by the kernel
    warm_up()
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        control.send(f"the zygote has {threads} threads before its first fork".encode())
        return
    gc.collect()
    gc.freeze()  # a child's collections touch none of these pages
    with contextlib.suppress(OSError):  # the run may be over by now, if nothing had changed
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
            warden(msgspec.msgpack.decode(message, type=Spec), load_filter, *fds)
        for fd in fds:
            os.close(fd)


def _enter_jail(uid: int) -> Callable[[], None]:
    from grader.sandbox import confine

    if uid:
        confine.leave_root(uid)
    return confine.build_filter()


def spawn_main() -> None:
    """Serve one candidate in this fresh process: `argv` is the examiner's port; the first line of stdin its token."""
    token = sys.stdin.buffer.readline().strip()
    warm_up()
    serve_candidate(connect(int(sys.argv[1]), token))


def replay_main() -> None:
    """Do one recorded call in this terminal: `argv` is its file."""
    from grader.sandbox.replay import main

    main()


def connect(port: int, token: bytes) -> socket.socket:
    """Connect back to the examiner on this machine's loopback and show the token."""
    sock = socket.create_connection(("127.0.0.1", port))
    sock.sendall(token)
    return sock
