from collections import Counter

from helpers import inference, numbers
from PIL import ImageDraw


def detect(model, image):
    with inference(model):
        result = model([image])[0]
    return {key: value.detach().cpu() for key, value in result.items()}


def filter_detections(prediction, class_names, threshold=0.5):
    rows = zip(*(prediction[key].tolist() for key in ("scores", "labels", "boxes")))
    rows = sorted((r for r in rows if r[0] > threshold), key=lambda r: -r[0])
    return [(class_names[label], score, tuple(box)) for score, label, box in rows]


def count_objects(detections):
    return dict(Counter(name for name, _, _ in detections))


def area(x1, y1, x2, y2):
    return (x2 - x1) * (y2 - y1) if x2 > x1 and y2 > y1 else 0.0


def box_iou(a, b):
    a, b = numbers(a), numbers(b)
    lower, upper = [max(p, q) for p, q in zip(a, b)], [min(p, q) for p, q in zip(a, b)]
    shared = area(*lower[:2], *upper[2:])
    return shared / (area(*a) + area(*b) - shared)


def nms(boxes, scores, iou_threshold=0.5):
    boxes, scores = numbers(boxes), numbers(scores)
    left = sorted(range(len(boxes)), key=lambda i: (-scores[i], i))
    kept = []
    while left:
        best, *others = left
        kept.append(best)
        left = [i for i in others if not box_iou(boxes[best], boxes[i]) > iou_threshold]
    return kept


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    image = image.copy()
    draw = ImageDraw.Draw(image)
    for name, _, box in detections:
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0], box[3] - 12), name, fill=color)
    return image
