"""Unpack an archive: its files are made beside their place, and moved when all of them are there."""

from __future__ import annotations

import gzip
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from pathlib import Path


class Damaged(Exception):
    """The archive cannot be read, or does not hold what it should."""


def unpack(archive: Path, kind: str, makes: list[Path]) -> None:
    """Unpack beside the archive, so that `makes` are there. Raises Damaged, or OSError when the disk says no."""
    folder = archive.parent
    with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=folder) as name:
        scratch = Path(name)
        try:
            _extract(archive, kind, scratch)
        except (
            EOFError,
            gzip.BadGzipFile,
            tarfile.TarError,
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
        ) as error:
            raise Damaged(str(error) or type(error).__name__) from None
        missing = [p for p in makes if not (scratch / p.relative_to(folder)).exists()]
        if missing:
            raise Damaged(f"no {missing[0].name}")
        for top in sorted({p.relative_to(folder).parts[0] for p in makes}):
            target = folder / top
            if target.is_dir():
                shutil.rmtree(target)
            (scratch / top).replace(target)


def _extract(archive: Path, kind: str, into: Path) -> None:
    """Writes nothing outside `into`: tarfile's data filter and zipfile refuse or bend such names."""
    if kind == "gz":
        with gzip.open(archive, "rb") as source, (into / archive.stem).open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
    elif kind == "tar":
        with tarfile.open(archive) as tar:
            tar.extractall(into, filter="data")
    else:
        with zipfile.ZipFile(archive) as file:
            file.extractall(into)
