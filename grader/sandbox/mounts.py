"""What a jail shows and hides: bubblewrap's command line."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from grader.sandbox.launcher import NO_GPU
from grader.sandbox.protocol import JAIL_SCRATCH

SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")


SYSTEM_FILES = (
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/alternatives",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
)


PACKAGES = ("torch", "torchvision", "numpy", "PIL", "msgspec", "pyseccomp", "matplotlib")


PACKAGE = Path(__file__).resolve().parent.parent


def bubblewrap(uid: int, hash_seed: int) -> list[str]:
    """The command up to the mounts. uid: the user that a zygote started by root becomes; 0 when another user starts it."""
    variables = {
        "PATH": "/usr/bin:/bin", "HOME": JAIL_SCRATCH, "TMPDIR": JAIL_SCRATCH, "LANG": "C.UTF-8", "MPLBACKEND": "Agg",
        "PYTHONHASHSEED": str(hash_seed), "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2",
        **NO_GPU,
    }  # fmt: skip
    words = ["bwrap", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    words += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
    if uid:  # in a user namespace of root's, the candidates would keep root's user id on this machine
        # the zygote loses these when it becomes that user
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN"):
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
    /usr/lib) stays a link: a mount would be a second way to what is hidden there.
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
            for parent in made:  # bubblewrap would make them with rights that shut out another user
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
