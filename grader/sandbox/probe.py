"""A candidate that tries to break out of the jail."""

from __future__ import annotations

PROBE = """
import ctypes, os, socket


def tries(what, attempt, found):
    try:
        found += [what] if attempt() is not False else []
    except OSError:
        pass


def write(folder):
    path = os.path.join(folder, "transfer-lab-probe")
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    os.unlink(path)


def capabilities():
    with open("/proc/self/status") as lines:
        return any(int(line.split()[1], 16) for line in lines if line.startswith(("CapEff", "CapPrm", "CapAmb")))


def probe(secrets, places, port, pid):
    found = ["tried everything"]
    for path in secrets:
        tries("find " + path, lambda: os.stat(path), found)
    for folder in places:
        tries("write in " + folder, lambda: write(folder), found)
    tries("connect", lambda: socket.create_connection(("127.0.0.1", port), 1), found)
    tries("open a socket", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM), found)
    tries("signal the grader", lambda: os.kill(pid, 0) if pid > 20 else False, found)
    tries("see the grader", lambda: str(pid) in os.listdir("/proc") if pid > 20 else False, found)
    tries("keep capabilities", capabilities, found)
    tries("be root", lambda: os.getuid() == 0, found)
    tries("make namespaces", lambda: ctypes.CDLL(None).unshare(0x10000000) == 0, found)
    return found
"""
"""Runs where a submission runs; says what it could do that a submission must not."""
