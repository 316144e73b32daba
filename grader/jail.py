"""Isolation `jail`: the zygote inside bubblewrap, and the proof that it holds. Linux only.

    launcher = JailLauncher(hash_seed=1, datasets=..., hidden=[...])     # raises JailBroken: what is missing, and the remedy
    launcher.test()                                                     # raises JailBroken: what a candidate could still do

Nothing is mounted but the system, the Python environment (without the weeks' checks) and the data, all read-only. There is
no network. Started by root, the zygote becomes an ordinary user first. What a candidate adds to this is in `confine`.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.errors import GraderFault, StudentError, UsageError
from grader.isolation import NO_GPU, ForkLauncher, Running, command
from grader.zygote import JAIL_SCRATCH

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
SYSTEM_FILES = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/alternatives",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
)
PACKAGES = ("torch", "torchvision", "numpy", "PIL", "msgspec", "pyseccomp", "matplotlib")
FIRST_UID, UIDS = 61184, 4000
"""Users that no one is: systemd's range for dynamic users (https://systemd.io/UIDS-GIDS). Each zygote of root takes one, so
that processes of two jails do not count against the same limit."""
PACKAGE = Path(__file__).resolve().parent


class JailBroken(UsageError):
    """There is no jail on this machine, or it does not hold: what is missing, and the remedy."""

    table = "jail"


class JailLauncher(ForkLauncher):
    """Candidates forked from a zygote in a jail, each in a jail of its own inside it."""

    isolation = "jail"

    def __init__(
        self, *, hash_seed: int, datasets: Path, hidden: Iterable[Path] = (), memory: int = 2048
    ) -> None:
        need()
        self._datasets = datasets.resolve()
        # another copy of this package may be installed beside the one that runs
        weeks = {Path(place, PACKAGE.name, "weeks").resolve() for place in [str(PACKAGE.parent), *sys.path]}
        self._hidden = [*(p.resolve() for p in hidden), *sorted(p for p in weeks if p.is_dir())]
        super().__init__(hash_seed=hash_seed, memory=memory)

    def _command(self, control: int) -> list[str]:
        uid = FIRST_UID + os.getpid() % UIDS if os.getuid() == 0 else 0
        mounts = mount_options(readable(self._datasets), self._hidden)
        return [
            *bubblewrap(uid, self._hash_seed),
            *mounts,
            "--remount-ro",
            "/",
            "--",
            *command("main"),
            str(control),
            str(uid),
        ]

    def _scratch(self) -> Path:
        return Path(JAIL_SCRATCH)  # a file system of the candidate's, gone with it

    def _tidy(self, scratch: Path) -> None:
        pass

    def start(self) -> Running:
        try:
            return super().start()
        except GraderFault as fault:
            raise JailBroken("no_start", reason=str(fault)) from fault

    def test(self) -> None:
        """Let a candidate try to break out. Raises JailBroken with the list of what it could do."""
        # brings torch, which a command that only asks whether there is a jail does not need
        from grader.remote import Candidate

        with (
            tempfile.TemporaryDirectory(prefix="transfer-lab-") as folder,
            socket.create_server(("127.0.0.1", 0)) as server,
        ):
            canary = Path(folder) / "canary.txt"
            canary.write_text("seen", encoding="utf-8")
            os.chmod(folder, 0o755)
            secrets = [str(canary), *map(str, self._secrets())]
            places = [folder, str(self._datasets), sys.prefix, "/usr", "/dev", "/proc/sys/kernel", "/"]
            candidate = Candidate(self.start())
            try:
                files = {"probe.py": PROBE.encode()}
                candidate.request(
                    "load",
                    "probe.py",
                    [files, {}, str(candidate.scratch), str(self._datasets), 0],
                    seconds=20,
                )
                got: Any = candidate.request(
                    "call", "probe", [secrets, places, server.getsockname()[1], os.getpid()]
                )
            except StudentError as error:
                said = candidate.output.take().strip() or f"{type(error).__name__}: {error}"
                raise JailBroken("no_start", reason=said[-300:]) from error
            finally:
                candidate.close()
        if not isinstance(got, list) or got[:1] != ["tried everything"]:
            raise JailBroken("no_start", reason=str(got)[:300])
        if len(got) > 1:
            raise JailBroken("holes", holes="; ".join(str(hole)[:200] for hole in got[1:]))

    def _secrets(self) -> list[Path]:
        """Paths that must not be there for a candidate: what lies in the hidden folders, but for what is shown again."""
        shown = readable(self._datasets)
        inside = [
            path for folder in self._hidden if folder.is_dir() for path in sorted(folder.iterdir())[:50]
        ]
        return [path for path in inside if not any(path == p or path in p.parents for p in shown)]


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


def need() -> None:
    """Raise JailBroken unless the tools of the jail are here."""
    if sys.platform != "linux":
        raise JailBroken("not_linux")
    if shutil.which("bwrap") is None:
        raise JailBroken("no_bubblewrap")
    try:
        import pyseccomp  # noqa: F401
    except (ImportError, RuntimeError):  # RuntimeError: the package is here, the system's library is not
        raise JailBroken("no_seccomp") from None


def bubblewrap(uid: int, hash_seed: int) -> list[str]:
    """The command up to the mounts. uid: the user that root's zygote becomes; 0 when it was not root who started it."""
    variables = {
        "PATH": "/usr/bin:/bin", "HOME": JAIL_SCRATCH, "TMPDIR": JAIL_SCRATCH, "LANG": "C.UTF-8", "MPLBACKEND": "Agg",
        "PYTHONHASHSEED": str(hash_seed), "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2",
        **NO_GPU,
    }  # fmt: skip
    words = ["bwrap", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    words += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if uid:  # a user namespace of root's would leave the candidates root's user number on this machine
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN"):  # gone when it becomes that user
            words += ["--cap-add", capability]
        words += ["--dir", "/proc"]
    else:
        words += ["--unshare-user", "--uid", str(os.getuid()), "--gid", str(os.getgid()), "--proc", "/proc"]
    for name, value in variables.items():
        words += ["--setenv", name, value]
    return [
        *words,
        "--dev",
        "/dev",
        "--remount-ro",
        "/dev",
        "--perms",
        "1777",
        "--tmpfs",
        JAIL_SCRATCH,
        "--dir",
        "/tmp",
    ]


def readable(datasets: Path) -> list[Path]:
    """What a candidate may read: the system, the Python environment, this package, the data."""
    prefixes = {Path(p).resolve() for p in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    found = [importlib.util.find_spec(name) for name in PACKAGES]
    homes = {
        Path(spec.origin).resolve().parents[1]
        for spec in found
        if spec and spec.origin and spec.submodule_search_locations
    }
    homes |= {
        Path(spec.origin).resolve()
        for spec in found
        if spec and spec.origin and not spec.submodule_search_locations
    }
    return (
        [Path(p) for p in SYSTEM]
        + [Path(p) for p in SYSTEM_FILES]
        + sorted(prefixes | homes)
        + [PACKAGE, datasets]
    )


def mount_options(shown: Iterable[Path], hidden: Iterable[Path]) -> list[str]:
    """Bubblewrap's options that show some paths, read-only, and hide others that lie within them.

    Outer paths come first, so that a folder within a hidden one can be shown again. A link to what is shown (/lib to
    /usr/lib) stays a link: as a mount it would be a second way, around what is hidden there.
    """
    kinds = {path: True for path in shown if path.exists()} | dict.fromkeys(hidden, False)
    real = [path for path, show in kinds.items() if show and not path.is_symlink()]
    done: dict[Path, bool] = {}
    words: list[str] = []

    def visible(path: Path) -> bool:
        return next((done[p] for p in (path, *path.parents) if p in done), False)

    for path in sorted(kinds, key=lambda p: (len(p.parts), p)):
        if kinds[path] == visible(path):
            continue
        if kinds[path]:
            made = [parent for parent in reversed(path.parents[:-1]) if not visible(parent)]
            for parent in made:  # else bubblewrap makes them with rights that another user may lack
                words += ["--dir", str(parent)]
            if path.is_symlink() and any(p in path.resolve().parents for p in real):
                words += ["--symlink", os.readlink(path), str(path)]
            else:
                words += ["--ro-bind", str(path), str(path)]
        else:
            words += ["--tmpfs", str(path)]
        done[path] = kinds[path]
    for path in (path for path, seen in done.items() if not seen):
        words += ["--remount-ro", str(path)]
    return words
