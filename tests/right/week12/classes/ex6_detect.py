from collections import defaultdict
from typing import NamedTuple

import torch
from PIL import ImageDraw, ImageFont


class Box(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float

    @classmethod
    def of(cls, values):
        return cls(*map(float, values))

    @property
    def area(self):
        return max(self.x2 - self.x1, 0.0) * max(self.y2 - self.y1, 0.0)

    def __and__(self, other):
        return Box(
            max(self.x1, other.x1), max(self.y1, other.y1), min(self.x2, other.x2), min(self.y2, other.y2)
        )

    def iou(self, other):
        shared = (self & other).area
        return shared / (self.area + other.area - shared)


class Found(NamedTuple):
    name: str
    score: float
    box: Box


class Detector:
    def __init__(self, model):
        self.model = model

    @torch.inference_mode()
    def __call__(self, *images):
        self.model.eval()
        return [{key: value.cpu() for key, value in answer.items()} for answer in self.model(images)]


class Suppressor:
    def __init__(self, threshold):
        self.threshold = threshold

    def __call__(self, boxes, scores):
        boxes = [Box.of(b) for b in boxes]
        queue = sorted(range(len(boxes)), key=lambda i: (-float(scores[i]), i))
        kept = []
        for i in queue:
            if all(boxes[i].iou(boxes[k]) <= self.threshold for k in kept):
                kept.append(i)
        return kept


class Painter:
    def __init__(self, color, width):
        self.color, self.width = color, width
        self.font = ImageFont.load_default()

    def paint(self, image, detections):
        copy = image.copy()
        draw = ImageDraw.Draw(copy)
        for name, score, (x1, y1, x2, y2) in detections:
            draw.rectangle([x1, y1, x2, y2], outline=self.color, width=self.width)
            self.write(draw, (x1, y1), f"{name} {score:.0%}")
        return copy

    def write(self, draw, corner, text):
        at = corner[0] + self.width + 1, corner[1] + self.width + 1
        draw.text(at, text, fill=self.color, font=self.font)


def detect(model, image):
    return Detector(model)(image)[0]


def filter_detections(prediction, class_names, threshold=0.5):
    rows = zip(prediction["labels"], prediction["scores"], prediction["boxes"], strict=True)
    found = [Found(class_names[label], score.item(), Box.of(box)) for label, score, box in rows if score > threshold]
    return sorted(found, key=lambda f: f.score, reverse=True)


def count_objects(detections):
    counts = defaultdict(int)
    for name, *_ in detections:
        counts[name] += 1
    return counts


def box_iou(a, b):
    return Box.of(a).iou(Box.of(b))


def nms(boxes, scores, iou_threshold=0.5):
    return Suppressor(iou_threshold)(boxes, scores)


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    return Painter(color, width).paint(image, detections)
