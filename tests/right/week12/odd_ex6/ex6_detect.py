"""A batch of one, exact fractions, heaps and sets; the outline grows outwards, and a large label sits on its top."""

from __future__ import annotations

import functools
import heapq
from fractions import Fraction

import torch
from PIL import ImageChops, ImageDraw, ImageFont


def detect(model, image):
    for module in model.modules():
        module.training = False
    with torch.inference_mode():
        found, *_ = model(image[None])  # a batch is an iterable of images, too
    found["extra"] = torch.zeros(2)
    return {key: torch.as_tensor(value, device="cpu") for key, value in reversed(found.items())}


def filter_detections(prediction, class_names, threshold=0.5):
    heap = []
    for i, (score, label) in enumerate(zip(prediction["scores"], prediction["labels"], strict=True)):
        if score > threshold:
            heapq.heappush(heap, (-float(score), -i, class_names[label], prediction["boxes"][i].tolist()))
    return [
        (name, -score, (*box,)) for score, _, name, box in (heapq.heappop(heap) for _ in range(len(heap)))
    ]


class Counts(dict):
    def __missing__(self, key):
        return 0


def count_objects(detections):
    def more(counts, detection):
        counts[detection[0]] += 1
        return counts

    return functools.reduce(more, detections, Counts())


def _exact(box):
    return [Fraction(float(value)) for value in box]


def box_iou(a, b):
    a, b = _exact(a), _exact(b)
    sides = [min(a[i + 2], b[i + 2]) - max(a[i], b[i]) for i in (0, 1)]
    if min(sides) <= 0:
        return 0
    inter = sides[0] * sides[1]
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (a, b)]
    return float(inter / (sum(areas) - inter))


def nms(boxes, scores, iou_threshold=0.5):
    left, kept = set(range(len(boxes))), []
    while left:
        best = min(left, key=lambda i: (-float(scores[i]), i))
        kept.append(best)
        left = {i for i in left - {best} if not box_iou(boxes[i], boxes[best]) > iou_threshold}
    return kept


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = ImageChops.duplicate(image)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=20)
    for name, score, (x1, y1, x2, y2) in detections:
        for grow in range(width):
            pen.rectangle((x1 - grow, y1 - grow, x2 + grow, y2 + grow), outline=color)
        text = f"{name} {score:.2f}"
        left, top, right, bottom = pen.textbbox((x1 + 4, y1 - 12), text, font=font)
        pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), fill=(255, 255, 255))
        pen.text((x1 + 4, y1 - 12), text, fill=(0, 0, 0), font=font)
    return picture
