from collections import Counter
from functools import reduce
from itertools import compress, groupby
from operator import itemgetter

import numpy as np
import torch
from PIL import Image, ImageChops, ImageDraw


def detect(model, image):
    with torch.no_grad():
        result = next(iter(model.eval()([image])))
    return dict(zip(result, map(torch.Tensor.cpu, result.values())))


def filter_detections(prediction, class_names, threshold=0.5):
    boxes, labels, scores = (np.asarray(prediction[k]) for k in ("boxes", "labels", "scores"))
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] > threshold]
    return [(class_names[labels[i]], scores[i].item(), tuple(boxes[i].tolist())) for i in order]


def count_objects(detections):
    names = sorted(map(itemgetter(0), detections))
    return {name: len(list(group)) for name, group in groupby(names)}


def box_iou(a, b):
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    shared = np.prod(np.clip(np.minimum(a, b)[2:] - np.maximum(a, b)[:2], 0, None))
    area_a, area_b = np.prod(a[2:] - a[:2]), np.prod(b[2:] - b[:2])
    return float(shared / (area_a + area_b - shared))


def nms(boxes, scores, iou_threshold=0.5):
    order = np.lexsort((np.arange(len(scores)), -np.asarray(scores, dtype=np.float64)))

    def keep(kept, i):
        clear = all(box_iou(boxes[i], boxes[j]) <= iou_threshold for j in kept)
        return [*kept, int(i)] if clear else kept

    return reduce(keep, order, [])


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    pixels = np.array(image)
    for _, _, box in detections:
        x1, y1, x2, y2 = np.rint(box).astype(int)
        inside = np.zeros(pixels.shape[:2], dtype=bool)
        inside[max(y1, 0) : y2 + 1, max(x1, 0) : x2 + 1] = True
        inside[max(y1 + width, 0) : max(y2 + 1 - width, 0), max(x1 + width, 0) : max(x2 + 1 - width, 0)] = False
        pixels[inside] = color
    picture = Image.fromarray(pixels)
    pen = ImageDraw.Draw(picture)
    for name, _, (x1, y1, *_rest) in detections:
        pen.text((x1 + width + 2, y1 + width), name, color)
    return picture
