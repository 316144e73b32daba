"""A small world for `grader full`: files in the real names, layouts and formats, made here, and the list that fits them.

SqueezeNet's weights are the real ones of datasets/; those of the other networks are random, in the real architecture.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from grader.core.week import load_week
from grader.full.files import File, Made, load_list

ROOT = Path(__file__).resolve().parents[2]
DATASETS = ROOT / "datasets"
DATA = (
    "mnist-train-images",
    "mnist-train-labels",
    "mnist-test-images",
    "mnist-test-labels",
    "cifar10",
    "ants_bees",
)
CLASSES = {"ants": "bird", "bees": "mammal"}


def listed() -> tuple[File, ...]:
    """The files of week 12's own list."""
    return load_list(load_week("week12")).file


def make(folder: Path, names: Iterable[str], photos: int = 1000) -> list[File]:
    """Write the named files into `folder` as a cache folder has them; returns their entries with their own sums.

    `photos`: at most so many ants, and so many bees, in each part.
    """
    own = {file.name: file for file in listed()}
    return [_entry(folder, own[name], photos) for name in names]


def _entry(folder: Path, file: File, photos: int) -> File:
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    makes = file.makes
    if file.unpack == "gz":
        raw = DATASETS / "MNIST" / "raw" / Path(file.path).stem
        path.write_bytes(gzip.compress(raw.read_bytes(), mtime=0))
    elif file.unpack == "tar":
        source = DATASETS / "cifar-10-batches-py"
        with tarfile.open(path, "w:gz") as tar:
            for one in sorted(source.iterdir()):
                if one.suffix != ".json":
                    tar.add(one, f"cifar-10-batches-py/{one.name}")
        sums = {p.name: hashlib.md5(p.read_bytes()).hexdigest() for p in source.iterdir()}
        makes = tuple(Made(m.path, sums[n]) for m in makes if (n := m.path.rpartition("/")[2]) in sums)
    elif file.unpack == "zip":
        _zip(path, photos)
    else:
        _weights(path, file.name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    size = path.stat().st_size
    return msgspec.structs.replace(file, size=size, sum=f"sha256:{digest}", makes=makes, unpacked=0)


def _zip(path: Path, photos: int) -> None:
    with zipfile.ZipFile(path, "w") as out:
        for part in ("train", "val"):
            for insect, kind in CLASSES.items():
                for one in sorted((DATASETS / "birds_mammals" / part / kind).glob("*.jpg"))[:photos]:
                    out.write(one, f"hymenoptera_data/{part}/{insect}/{one.name}")


def _weights(path: Path, name: str) -> None:
    import torch
    from safetensors.torch import load_file
    from torchvision.models import detection, get_model, segmentation

    torch.manual_seed(0)
    if name == "squeezenet1_1":
        state = {
            k: v.float() for k, v in load_file(DATASETS / "weights" / "squeezenet1_1.safetensors").items()
        }
    elif name == "fcn_resnet101":
        state = segmentation.fcn_resnet101(weights=None, weights_backbone=None, aux_loss=True).state_dict()
    elif name == "fasterrcnn_resnet50_fpn":
        state = detection.fasterrcnn_resnet50_fpn(weights=None, weights_backbone=None).state_dict()
    else:
        state = get_model(name, weights=None).state_dict()
    torch.save(state, path)


def write_list(path: Path, files: Sequence[File], server: str = "") -> Path:
    """The list as TOML; `server` takes the place of the real hosts: http://127.0.0.1:8000/PATH."""
    lines = []
    for file in files:
        table = msgspec.to_builtins(file) | ({"url": f"{server}/{file.path}"} if server else {})
        lines += ["[[file]]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(v)}' for key, v in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value)
