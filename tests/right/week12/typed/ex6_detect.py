from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

import torch
from PIL import Image, ImageDraw
from torch import Tensor, nn

BoxTuple = tuple[float, float, float, float]
Detection = tuple[str, float, BoxTuple]


class Prediction(TypedDict):
    boxes: Tensor
    labels: Tensor
    scores: Tensor


@dataclass(frozen=True, slots=True)
class Box:
    x1: float
    y1: float
    x2: float
    y2: float

    @classmethod
    def parse(cls, values: Sequence[float] | Tensor) -> Box:
        match values:
            case Tensor():
                return cls(*values.tolist())
            case [x1, y1, x2, y2]:
                return cls(float(x1), float(y1), float(x2), float(y2))
            case _:
                raise ValueError(values)

    @property
    def area(self) -> float:
        return (self.x2 - self.x1) * (self.y2 - self.y1)

    def shared(self, other: Box) -> float:
        w = min(self.x2, other.x2) - max(self.x1, other.x1)
        h = min(self.y2, other.y2) - max(self.y1, other.y1)
        return w * h if w > 0 and h > 0 else 0.0


@dataclass(frozen=True, order=True)
class Candidate:
    minus_score: float
    index: int


def detect(model: nn.Module, image: Tensor) -> Prediction:
    model.eval()
    with torch.no_grad():
        match model([image]):
            case [{"boxes": boxes, "labels": labels, "scores": scores}]:
                return {"boxes": boxes.cpu(), "labels": labels.cpu(), "scores": scores.cpu()}
            case other:
                raise TypeError(type(other))


def filter_detections(prediction: Prediction, class_names: list[str], threshold: float = 0.5) -> list[Detection]:
    found: list[Detection] = []
    rows = zip(prediction["scores"].tolist(), prediction["labels"].tolist(), prediction["boxes"].tolist(), strict=True)
    for row in rows:
        match row:
            case (score, label, [x1, y1, x2, y2]) if score > threshold:
                found.append((class_names[label], score, (x1, y1, x2, y2)))
    return sorted(found, key=lambda d: d[1], reverse=True)


def count_objects(detections: Iterable[Detection]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name, _score, _box in detections:
        counts[name] = counts.setdefault(name, 0) + 1
    return counts


def box_iou(a: Sequence[float] | Tensor, b: Sequence[float] | Tensor) -> float:
    first, second = Box.parse(a), Box.parse(b)
    shared = first.shared(second)
    return shared / (first.area + second.area - shared)


def nms(
    boxes: Sequence[Sequence[float]] | Tensor, scores: Sequence[float] | Tensor, iou_threshold: float = 0.5
) -> list[int]:
    queue: list[Candidate] = sorted(Candidate(-float(s), i) for i, s in enumerate(scores))
    kept: list[int] = []
    while queue:
        best, *rest = queue
        kept.append(best.index)
        queue = [c for c in rest if box_iou(boxes[best.index], boxes[c.index]) <= iou_threshold]
    return kept


def draw_detections(
    image: Image.Image,
    detections: Sequence[Detection],
    color: tuple[int, int, int] = (0, 255, 0),
    width: int = 3,
) -> Image.Image:
    picture = image.copy()
    draw = ImageDraw.Draw(picture)
    for detection in detections:
        match detection:
            case (str(name), score, (x1, y1, x2, y2)):
                draw.rectangle(((x1, y1), (x2, y2)), outline=color, width=width)
                draw.text((x1 + width + 1, y1 + width), f"{name}: {score:.1%}", fill=color)
    return picture
