"""``cifar-10-batches-py/``: 20 CIFAR-10 pictures, ten to train and ten to test, in the files of the original.

PyPI ``foolbox`` carries the first 20 pictures of the CIFAR-10 test set as PNG files named after their class.
torchvision compares the MD5 of each file with that of the original; ``md5.json`` holds those of our files,
``../cifar_small.py`` puts them in place. The files are pickles: torchvision's CIFAR10 reads nothing else.
"""

import hashlib
import io
import json
import pickle
from pathlib import Path

import numpy as np
from fetch import FOOLBOX, Member, Store
from PIL import Image

LABELS = (3, 8, 8, 0, 6, 6, 1, 6, 3, 1, 0, 9, 5, 7, 9, 8, 5, 7, 8, 6)
LICENSE = Member(FOOLBOX, "foolbox-3.3.4.dist-info/LICENSE")
NAMES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
# File name to the pictures in it.
BATCHES = {f"data_batch_{n + 1}": range(2 * n, 2 * n + 2) for n in range(5)} | {"test_batch": range(10, 20)}


def member(number: int) -> Member:
    """The picture in the package."""
    return Member(FOOLBOX, f"foolbox/data/cifar10_{number:02d}_{LABELS[number]}.png")


def batch(store: Store, numbers: range, name: str) -> dict[str, object]:
    """One file's content: rows of 3072 values, first all red ones, then green, then blue."""
    rows = []
    for number in numbers:
        image = Image.open(io.BytesIO(store.read(member(number))))
        if (image.mode, image.size) != ("RGB", (32, 32)):
            raise ValueError(f"{member(number).path} is not a CIFAR-10 picture")
        rows.append(np.asarray(image).transpose(2, 0, 1).reshape(3072))  # [32, 32, 3] -> [3072]
    files = [f"foolbox_{number:02d}.png" for number in numbers]
    labels = [LABELS[number] for number in numbers]
    return {"batch_label": name, "labels": labels, "data": np.stack(rows), "filenames": files}


def build(store: Store, root: Path) -> None:
    """Writes the six batches, the class names, ``md5.json`` and the licence of the package."""
    folder = root / "cifar-10-batches-py"
    folder.mkdir(parents=True, exist_ok=True)
    contents = {name: batch(store, numbers, name) for name, numbers in BATCHES.items()}
    contents["batches.meta"] = {"label_names": NAMES, "num_vis": 3072, "num_cases_per_batch": 2}
    sums = {}
    for name, content in contents.items():
        data = pickle.dumps(content, protocol=4)
        (folder / name).write_bytes(data)
        sums[name] = hashlib.md5(data, usedforsecurity=False).hexdigest()
    (folder / "md5.json").write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")
    (root / "licenses").mkdir(exist_ok=True)
    (root / "licenses" / "foolbox-MIT.txt").write_bytes(store.read(LICENSE))
