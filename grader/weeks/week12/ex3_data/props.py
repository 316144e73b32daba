"""Objects of ex3_data: data sets on disk, data sets in memory, and what a loader gives in several epochs."""

from __future__ import annotations

import io
import pickle
import struct
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from torch import Tensor
from torch.utils.data import Dataset
from torchvision.datasets import CIFAR10

DATASETS = Path()
SCRATCH = Path()
MOST = 200
"""The most items or batches that are read, whatever length a data set claims."""


# ---- data sets on disk ----


def idx(array: np.ndarray) -> bytes:
    """The format of the MNIST files: two zeros, 8 for uint8, number of dimensions, sizes, values."""
    return bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">i4").tobytes() + array.tobytes()


class _OldPickler(pickle._Pickler):
    """Writes text as Python 2 did for the files of CIFAR-10, so that it can be read as latin1 or as bytes."""

    write: Callable[[bytes], object]
    memoize: Callable[[object], None]

    def _text(self, text: str | bytes) -> None:
        raw = text if isinstance(text, bytes) else text.encode("latin1")
        self.write(pickle.BINSTRING + struct.pack("<i", len(raw)) + raw)
        self.memoize(text)

    dispatch: ClassVar[dict[type, Any]] = {**pickle._Pickler.dispatch, str: _text, bytes: _text}


def old_pickle(content: object) -> bytes:
    """The format of the CIFAR-10 files."""
    buffer = io.BytesIO()
    _OldPickler(buffer, protocol=2).dump(content)
    return buffer.getvalue()


def write_tree(folder: str, files: dict[str, bytes]) -> str:
    """Write the files into a new folder of the scratch folder, as torchvision expects them; returns its path."""
    _tried.clear()
    _stay_offline()
    _accept_our_cifar()
    top = SCRATCH / folder
    top.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return str(top)


def as_path(text: str) -> Path:
    """The text as a Path, which cannot cross to this side as data."""
    return Path(text)


def _accept_our_cifar() -> None:
    """Remove the MD5s of the original files from torchvision: without one, it asks only whether the file is there."""
    CIFAR10.train_list = [[name, None] for name, _ in CIFAR10.train_list]
    CIFAR10.test_list = [[name, None] for name, _ in CIFAR10.test_list]
    CIFAR10.meta = {**CIFAR10.meta, "md5": None}


_tried: list[str] = []


def _stay_offline() -> None:
    """Refuse every download, and remember that it was tried."""

    def refused(url: Any, *args: Any, **kwargs: Any) -> Any:
        _tried.append(str(getattr(url, "full_url", url)))
        raise RuntimeError("this must not be downloaded: " + _tried[-1])

    urllib.request.urlopen = refused


def download_tried() -> bool:
    """Whether a download was tried since the last folder was written."""
    return bool(_tried)


# ---- data sets in memory, and loaders ----


class Pictures(Dataset[Any]):
    """Images and labels in memory; `[i]` gives the stored image itself, not a copy."""

    data: Any

    def __init__(self, images: list[Tensor], labels: list[int]) -> None:
        self.images = images
        self.labels = labels

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, i: int) -> tuple[Tensor, int]:
        return self.images[i], self.labels[i]


def pictures(images: list[Tensor], labels: list[int], data: Any = None) -> Pictures:
    """A data set of these items; `data` goes under `.data`, where torchvision's sets keep their raw pixels."""
    made = Pictures(images, labels)
    if data is not None:
        made.data = data
    return made


def read_items(dataset: Any) -> list[Any]:
    """All items, read by `len` and `[i]`."""
    return [dataset[i] for i in range(min(len(dataset), MOST))]


def epochs(loader: Iterable[Any], count: int) -> list[list[Any]]:
    """The batches of `count` epochs, one epoch after another."""
    made = []
    for _ in range(count):
        batches: list[Any] = []
        for batch in loader:
            batches.append(batch)
            if len(batches) == MOST:
                break
        made.append(batches)
    return made


def workers(loader: Any) -> int | None:
    """How many processes will read for the loader; None where it does not say so."""
    count = getattr(loader, "num_workers", None)
    return count if isinstance(count, int) else None
