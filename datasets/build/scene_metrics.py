"""How good the two scene networks are: intersection over union per class, average precision per class."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torchvision.ops import box_iou


def class_ious(pred: Tensor, target: Tensor, num_classes: int) -> list[float]:
    """Intersection over union of each class, over all pixels of all pictures together."""
    pairs = target.flatten().long() * num_classes + pred.flatten()
    confusion = torch.bincount(pairs, minlength=num_classes**2).reshape(num_classes, num_classes).double()
    both = confusion.diag()
    return (both / (confusion.sum(0) + confusion.sum(1) - both)).tolist()


def average_precision(
    predictions: Sequence[dict[str, Tensor]],
    targets: Sequence[dict[str, Tensor]],
    label: int,
    iou: float = 0.5,
) -> float:
    """Area under the precision-recall curve of one class: all points, precision made monotonic, as VOC 2010.

    A box is a hit when it overlaps a box of its class by at least ``iou`` that no better one has hit before.
    """
    found: list[tuple[float, bool]] = []
    total = 0
    for prediction, target in zip(predictions, targets, strict=True):
        truth = target["boxes"][target["labels"] == label].float()
        total += len(truth)
        keep = prediction["labels"] == label
        boxes, scores = prediction["boxes"][keep], prediction["scores"][keep]
        free = torch.ones(len(truth), dtype=torch.bool)
        for i in scores.argsort(descending=True).tolist():
            overlaps = box_iou(boxes[i : i + 1], truth)[0] * free  # [number of true boxes]
            hit = bool(len(truth) and overlaps.max() >= iou)
            if hit:
                free[overlaps.argmax()] = False
            found.append((float(scores[i]), hit))
    if not found or not total:
        return 0.0
    hits = torch.tensor([hit for _, hit in sorted(found, key=lambda f: -f[0])]).double().cumsum(0)
    precision = hits / torch.arange(1, len(hits) + 1)
    precision = precision.flip(0).cummax(0).values.flip(0)
    recall = torch.cat([torch.zeros(1).double(), hits / total])
    return float((recall.diff() * precision).sum())
