from __future__ import annotations

import warnings
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torchvision import ops, tv_tensors
from torchvision.transforms.v2 import functional as F
from torchvision.utils import draw_bounding_boxes

print("ex6")


class Box(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float


class Detection(NamedTuple):
    name: str
    score: float
    box: Box


@dataclass
class Boxes:
    rows: torch.Tensor

    @classmethod
    def of(cls, values):
        if isinstance(values, torch.Tensor):
            return cls(values.float().reshape(-1, 4))
        return cls(torch.tensor([[float(v) for v in row] for row in values]).reshape(-1, 4))


@contextmanager
def evaluating(model):
    modes = {module: module.training for module in model.modules()}
    model.train(False)
    try:
        with torch.inference_mode():
            yield model
    finally:
        for module, mode in modes.items():
            module.training = mode


def detect(model, image):
    warnings.warn("this may take a while", UserWarning, stacklevel=2)
    with evaluating(model):
        prediction = model([tv_tensors.Image(image)])[0]
    return {key: prediction[key].cpu() for key in ["scores", "boxes", "labels"]}


def filter_detections(prediction, class_names, threshold=0.5):
    keep = prediction["scores"] > threshold  # [n]
    scores, order = prediction["scores"][keep].sort(descending=True)
    boxes = prediction["boxes"][keep][order]
    labels = prediction["labels"][keep][order]
    return [
        Detection(class_names[label], score.item(), Box(*box))
        for label, score, box in zip(labels, scores, boxes.tolist(), strict=True)
    ]


def count_objects(detections):
    return Counter(next(iter(zip(*detections, strict=True)), ()))


def box_iou(a, b):
    return float(ops.box_iou(Boxes.of([a]).rows, Boxes.of([b]).rows).nan_to_num(0))


def nms(boxes, scores, iou_threshold=0.5):
    scores = torch.as_tensor(scores, dtype=torch.float32)
    return ops.nms(Boxes.of(boxes).rows, scores, iou_threshold).tolist()


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    if not detections:
        return image.copy()
    names, _, boxes = zip(*detections, strict=True)
    picture = draw_bounding_boxes(
        F.pil_to_tensor(image), torch.tensor(boxes), labels=list(names), colors=tuple(color), width=width
    )
    return F.to_pil_image(picture)
