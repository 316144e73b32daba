"""Everything with arrays; the outline is painted into the pixels."""

import copy

import numpy as np
import torch
from PIL import Image, ImageDraw


def detect(model, image):
    # a copy, so that the caller's model keeps its mode
    model = copy.deepcopy(model).eval()
    with torch.set_grad_enabled(False):
        (prediction,) = model([image])
    for key in list(prediction):
        prediction[key] = prediction[key].to("cpu")
    return prediction


def filter_detections(prediction, class_names, threshold=0.5):
    boxes = np.asarray(prediction["boxes"], dtype=np.float64).reshape(-1, 4)  # [n, 4]
    labels = np.asarray(prediction["labels"])  # [n]
    scores = np.asarray(prediction["scores"], dtype=np.float64)  # [n]
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] > threshold]
    # np.float64 is a float
    return [(class_names[labels[i]], scores[i], tuple(boxes[i])) for i in order]


def count_objects(detections):
    # np.str_ is a str
    names, numbers = np.unique([detection[0] for detection in detections], return_counts=True)
    return {name: int(number) for name, number in zip(names, numbers, strict=True)}


def iou_matrix(a, b):
    a, b = a[:, None], b[None]  # [n, 1, 4], [1, m, 4]
    size = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])  # [n, m, 2]
    inter = np.clip(size, 0, None).prod(axis=-1)
    union = (a[..., 2:] - a[..., :2]).prod(axis=-1) + (b[..., 2:] - b[..., :2]).prod(axis=-1) - inter
    return inter / np.where(inter > 0, union, 1)  # [n, m]


def to_array(boxes):
    return np.array([[float(v) for v in box] for box in boxes], dtype=np.float64).reshape(-1, 4)


def box_iou(a, b):
    return iou_matrix(to_array([a]), to_array([b]))[0, 0]


def nms(boxes, scores, iou_threshold=0.5):
    boxes = to_array(boxes)
    scores = np.array([float(s) for s in scores])
    iou = iou_matrix(boxes, boxes)  # [n, n]
    alive = np.ones(len(boxes), dtype=bool)
    kept = []
    while alive.any():
        best = int(np.argmax(np.where(alive, scores, -np.inf)))  # the first of equal ones
        kept.append(best)
        alive &= ~(iou[best] > iou_threshold)
        alive[best] = False
    return kept


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    pixels = np.array(image)  # [H, W, 3], a copy
    height, length = pixels.shape[:2]
    y, x = np.mgrid[:height, :length]
    for _, _, box in detections:
        x1, y1, x2, y2 = (int(np.floor(v)) for v in box)
        inside = (x >= x1) & (x <= x2) & (y >= y1) & (y <= y2)
        middle = (x >= x1 + width) & (x <= x2 - width) & (y >= y1 + width) & (y <= y2 - width)
        pixels[inside & ~middle] = color
    picture = Image.fromarray(pixels)
    for name, _, box in detections:
        ImageDraw.Draw(picture).text((box[0] + width, box[1] + width), name, fill=(255, 255, 255))
    return picture
