"""The folder that holds what was fetched, in torch hub's own layout, so that torchvision finds the weights there too.

    CACHE/hub/checkpoints/resnet18-f37072fd.pth
    CACHE/data/MNIST/raw/...  CACHE/data/cifar-10-batches-py/...  CACHE/data/hymenoptera_data/...

It can be copied to a machine without network as it is. Sums are remembered beside the files, with each file's size and
time, so that a gigabyte is not read again on every run.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import msgspec

from grader.full.files import File

BLOCK = 1 << 20
RECORD = "transfer-lab-sums.json"


class FileState(StrEnum):
    """The state of a file in the cache."""

    READY = "ready"
    PACKED = "packed"
    """The archive is there and right, but its files are not."""
    MISSING = "missing"
    WRONG = "wrong"
    """It is there, and its sum is wrong."""


def home(wanted: Path | None) -> Path:
    """`--cache`, else TORCH_HOME, else where torch puts it."""
    if wanted is not None:
        return wanted.expanduser().absolute()
    if os.environ.get("TORCH_HOME"):
        return Path(os.environ["TORCH_HOME"]).expanduser().absolute()
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return (Path(base) / "torch").expanduser().absolute()


class Cache:
    """The folder, and what is known of the files in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, tuple[int, int, str]] = {}
        with contextlib.suppress(OSError, msgspec.DecodeError):
            data = (folder / RECORD).read_bytes()
            self._known = msgspec.json.decode(data, type=dict[str, tuple[int, int, str]])

    def path(self, name: str) -> Path:
        return self.folder.joinpath(*name.split("/"))

    def state(self, file: File) -> FileState:
        """Looks at the disk; reads a file through only when it has changed since its sum was last taken."""
        if file.makes and all(self._made(m.path, m.md5) for m in file.makes):
            return FileState.READY
        path = self.path(file.path)
        if not path.is_file():
            return FileState.MISSING
        if not self.right(file):
            return FileState.WRONG
        return FileState.PACKED if file.makes else FileState.READY

    def right(self, file: File) -> bool:
        """Whether the file that is there has the sum that it should have."""
        return self._sum(file.path, file.algorithm).startswith(file.digest)

    def _made(self, name: str, md5: str) -> bool:
        path = self.path(name)
        if not path.exists() or (path.is_dir() and not any(path.iterdir())):
            return False
        return not md5 or (path.is_file() and self._sum(name, "md5") == md5)

    def _sum(self, name: str, algorithm: str) -> str:
        path = self.path(name)
        info = path.stat()
        key = f"{algorithm}:{name}"
        size, time, digest = self._known.get(key, (-1, -1, ""))
        if (size, time) == (info.st_size, info.st_mtime_ns):
            return digest
        digest = sum_of(path, algorithm)
        self._known[key] = (info.st_size, info.st_mtime_ns, digest)
        with contextlib.suppress(OSError):  # a cache that only others may write to is fine
            (self.folder / RECORD).write_bytes(msgspec.json.encode(self._known))
        return digest

    def put_aside(self, file: File) -> Path:
        """Rename a file whose sum is wrong, so that it can be looked at; returns its new place."""
        path = self.path(file.path)
        aside = path.with_name(path.name + ".wrong")
        number = 1
        while aside.exists():
            number += 1
            aside = path.with_name(f"{path.name}.wrong{number}")
        path.rename(aside)
        return aside


def sum_of(path: Path, algorithm: str, on_bytes: Callable[[int], None] | None = None) -> str:
    """The file's sum in hexadecimal digits."""
    digest = hashlib.new(algorithm, usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            if on_bytes:
                on_bytes(len(block))
    return digest.hexdigest()
