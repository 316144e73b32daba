"""torchvision's CIFAR10 on the 20 pictures of ``cifar-10-batches-py/``.

torchvision accepts only the original's files: it compares their MD5s. ``known_files`` puts those of our files
in their place, on the class itself, so that code that says ``torchvision.datasets.CIFAR10(root, train=True)``
works unchanged::

    with known_files("datasets"):
        test = CIFAR10("datasets", train=False, download=False)

These files are pickles, which may run any code when read: use it for our own files only.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from torchvision.datasets import CIFAR10


def lists(root: str | Path) -> dict[str, Any]:
    """The three attributes of torchvision's ``CIFAR10`` that name files, for those in ``root``."""
    text = (Path(root) / CIFAR10.base_folder / "md5.json").read_text(encoding="utf-8")
    sums: dict[str, str] = json.loads(text)
    return {
        "train_list": [[name, md5] for name, md5 in sums.items() if name.startswith("data_batch_")],
        "test_list": [[name, md5] for name, md5 in sums.items() if name == "test_batch"],
        "meta": {"filename": "batches.meta", "key": "label_names", "md5": sums["batches.meta"]},
    }


def use(root: str | Path) -> None:
    """From now on, in this process, ``CIFAR10`` accepts our files, and no longer the original ones."""
    for name, value in lists(root).items():
        setattr(CIFAR10, name, value)


@contextmanager
def known_files(root: str | Path) -> Iterator[None]:
    """The same for the body of a ``with``; afterwards ``CIFAR10`` is as before."""
    before = {name: getattr(CIFAR10, name) for name in ("train_list", "test_list", "meta")}
    use(root)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(CIFAR10, name, value)
