"""Isolation `jail`: the zygote inside bubblewrap, and the proof that it holds. Linux only.

    launcher = JailLauncher(hash_seed=1, datasets=..., hidden=[...])     # raises JailBroken: what is missing, and the remedy
    launcher.test()                                                     # raises JailBroken: what a candidate could still do

Nothing is mounted but the system, the Python environment (without the weeks' checks) and the data, all read-only. There is
no network. Started by root, the zygote becomes an ordinary user first. What a candidate adds to this is in `confine`.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.core.errors import GraderFault, JailBroken, StudentError
from grader.sandbox.fork import ForkLauncher
from grader.sandbox.launcher import Running, command
from grader.sandbox.mounts import PACKAGE, bubblewrap, mount_options, readable
from grader.sandbox.probe import PROBE
from grader.sandbox.protocol import JAIL_SCRATCH

FIRST_UID, UIDS = 61184, 4000
"""User ids that nobody has: systemd's range for dynamic users (https://systemd.io/UIDS-GIDS). Each zygote that root starts
takes one, so that processes of two jails do not count against the same limit."""


class JailLauncher(ForkLauncher):
    """Candidates forked from a zygote in a jail, each in a jail of its own inside it."""

    isolation = "jail"

    def __init__(
        self, *, hash_seed: int, datasets: Path, hidden: Iterable[Path] = (), memory: int = 2048
    ) -> None:
        require_jail()
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
        return Path(JAIL_SCRATCH)  # a file system of the candidate's own, which ends with it

    def _tidy(self, scratch: Path) -> None:
        pass

    def start(self) -> Running:
        try:
            return super().start()
        except GraderFault as fault:
            raise JailBroken("no_start", reason=str(fault)) from fault

    def test(self) -> None:
        """Let a candidate try to break out. Raises JailBroken with the list of what it could do."""
        # this import brings torch; a command that only asks whether there is a jail does not need it
        from grader.sandbox.client import Client

        with (
            tempfile.TemporaryDirectory(prefix="transfer-lab-") as folder,
            socket.create_server(("127.0.0.1", 0)) as server,
        ):
            canary = Path(folder) / "canary.txt"
            canary.write_text("seen", encoding="utf-8")
            os.chmod(folder, 0o755)
            secrets = [str(canary), *map(str, self._secrets())]
            places = [folder, str(self._datasets), sys.prefix, "/usr", "/dev", "/proc/sys/kernel", "/"]
            candidate = Client(self.start())
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
        """Paths that a candidate must not see: what lies in the hidden folders, except what is shown again."""
        shown = readable(self._datasets)
        inside = [
            path for folder in self._hidden if folder.is_dir() for path in sorted(folder.iterdir())[:50]
        ]
        return [path for path in inside if not any(path == p or path in p.parents for p in shown)]


def require_jail() -> None:
    """Raise JailBroken unless the tools of the jail are here."""
    if sys.platform != "linux":
        raise JailBroken("not_linux")
    if shutil.which("bwrap") is None:
        raise JailBroken("no_bubblewrap")
    try:
        import pyseccomp  # noqa: F401
    except (ImportError, RuntimeError):  # RuntimeError: the package is here, the system's library is not
        raise JailBroken("no_seccomp") from None
