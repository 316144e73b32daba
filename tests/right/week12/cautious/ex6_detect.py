import torch
from PIL import Image, ImageDraw
from torch import nn


def detect(model, image):
    assert isinstance(model, nn.Module) and isinstance(image, torch.Tensor)
    assert image.ndim == 3 and image.shape[0] == 3 and image.is_floating_point()
    assert 0 <= image.min() and image.max() <= 1
    model.eval()
    with torch.no_grad():
        answers = model([image])
    assert isinstance(answers, list) and len(answers) == 1
    answer = {key: value.detach().cpu() for key, value in answers[0].items()}
    assert {"boxes", "labels", "scores"} <= set(answer)
    n = len(answer["scores"])
    assert answer["boxes"].shape == (n, 4) and answer["labels"].shape == (n,)
    return answer


def filter_detections(prediction, class_names, threshold=0.5):
    boxes, labels, scores = (prediction[key] for key in ("boxes", "labels", "scores"))
    assert all(isinstance(t, torch.Tensor) for t in (boxes, labels, scores))
    assert boxes.ndim == 2 and boxes.shape[1] == 4
    assert len(boxes) == len(labels) == len(scores)
    assert not labels.is_floating_point()
    assert all(0 < label < len(class_names) for label in labels.tolist()), labels
    assert all(0.0 <= score <= 1.0 for score in scores.tolist())
    assert isinstance(threshold, (int, float)), type(threshold)
    found = [
        (class_names[label], score, tuple(box))
        for box, label, score in zip(boxes.tolist(), labels.tolist(), scores.tolist(), strict=True)
        if score > threshold
    ]
    found.sort(key=lambda detection: detection[1], reverse=True)
    assert all(isinstance(name, str) and isinstance(score, float) and len(box) == 4 for name, score, box in found)
    return found


def count_objects(detections):
    assert isinstance(detections, (list, tuple))
    counts = {}
    for detection in detections:
        assert len(detection) == 3, detection
        name, score, box = detection
        assert isinstance(name, str) and 0 <= score <= 1 and len(box) == 4
        counts[name] = counts.get(name, 0) + 1
    assert sum(counts.values()) == len(detections)
    return counts


def _box(values):
    assert len(values) == 4, values
    x1, y1, x2, y2 = (float(v) for v in values)
    assert x1 < x2 and y1 < y2, f"not a box: {values}"
    return x1, y1, x2, y2


def box_iou(a, b):
    ax1, ay1, ax2, ay2 = _box(a)
    bx1, by1, bx2, by2 = _box(b)
    width = min(ax2, bx2) - max(ax1, bx1)
    height = min(ay2, by2) - max(ay1, by1)
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    together = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - shared
    assert together > 0
    result = shared / together
    assert 0.0 <= result <= 1.0 + 1e-9
    return result


def nms(boxes, scores, iou_threshold=0.5):
    assert len(boxes) == len(scores), (len(boxes), len(scores))
    assert 0 <= iou_threshold <= 1
    boxes = [_box(b) for b in boxes]
    scores = [float(s) for s in scores]
    assert all(s == s for s in scores), "nan"
    order = sorted(range(len(boxes)), key=lambda i: scores[i], reverse=True)  # stable: lower index first
    kept = []
    for i in order:
        if not any(box_iou(boxes[i], boxes[j]) > iou_threshold for j in kept):
            kept.append(i)
    assert len(set(kept)) == len(kept)
    assert all(isinstance(i, int) for i in kept)
    return kept


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    assert isinstance(image, Image.Image) and image.mode == "RGB", image
    assert isinstance(width, int) and width >= 1
    assert len(color) == 3 and all(0 <= c <= 255 for c in color)
    before = image.tobytes()
    result = image.copy()
    draw = ImageDraw.Draw(result)
    for name, score, box in detections:
        assert isinstance(name, str)
        x1, y1, x2, y2 = _box(box)
        draw.rectangle((x1, y1, x2, y2), fill=None, outline=tuple(color), width=width)
        draw.text((x1 + width, y1 + width), name, fill=tuple(color))
    assert image.tobytes() == before, "the argument was changed"
    assert result.size == image.size and result.mode == "RGB"
    return result
