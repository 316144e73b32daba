from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn


@dataclass(order=True, frozen=True)
class Entry:
    number: int
    wnid: str
    name: str


class Guess(NamedTuple):
    name: str
    probability: float


def entries(path: str | Path) -> Iterator[Entry]:
    for key, value in json.loads(Path(path).read_bytes()).items():
        match value:
            case [str(wnid), str(name)]:
                yield Entry(int(key), wnid, name)
            case _:
                raise ValueError(f"{key}: {value}")


def load_labels(path: str | Path) -> list[str]:
    return [entry.name for entry in sorted(entries(path))]


def forward(model: nn.Module, batch: Tensor, device: str | torch.device = "cpu") -> Tensor:
    match device:
        case str():
            target = torch.device(device)
        case torch.device() as target:
            pass
        case _:
            raise TypeError(device)
    model = model.to(target).eval()
    with torch.inference_mode():
        logits: Tensor = model(batch.to(target))
        return logits.cpu()


def predict_labels(logits: Tensor, labels: list[str]) -> list[str]:
    best: list[int] = logits.argmax(dim=1).tolist()
    return [labels[i] for i in best]


def top_k(logits: Tensor, labels: list[str], k: int = 5) -> list[list[tuple[str, float]]]:
    result: list[list[tuple[str, float]]] = []
    for probabilities in logits.softmax(dim=1).tolist():
        order = sorted(range(len(labels)), key=probabilities.__getitem__, reverse=True)
        result.append([Guess(labels[i], probabilities[i]) for i in order[:k]])
    return result
