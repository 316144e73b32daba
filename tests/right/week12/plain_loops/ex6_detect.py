import torch
from PIL import ImageDraw


def detect(model, image):
    model.eval()
    with torch.no_grad():
        answer = model([image])
    first = answer[0]
    result = {}
    for key in first:
        result[key] = first[key].cpu()
    return result


def filter_detections(prediction, class_names, threshold=0.5):
    boxes = prediction["boxes"].tolist()
    labels = prediction["labels"].tolist()
    scores = prediction["scores"].tolist()
    found = []
    for i in range(len(scores)):
        if scores[i] > threshold:
            x1, y1, x2, y2 = boxes[i]
            detection = (class_names[labels[i]], scores[i], (x1, y1, x2, y2))
            place = 0  # insertion sort
            while place < len(found) and found[place][1] >= scores[i]:
                place += 1
            found.insert(place, detection)
    return found


def count_objects(detections):
    counts = {}
    for detection in detections:
        name = detection[0]
        counts[name] = counts.get(name, 0) + 1
    return counts


def box_iou(a, b):
    ax1, ay1, ax2, ay2 = [float(v) for v in a]
    bx1, by1, bx2, by2 = [float(v) for v in b]
    if ax2 <= bx1 or bx2 <= ax1 or ay2 <= by1 or by2 <= ay1:
        return 0.0
    shared = (min(ax2, bx2) - max(ax1, bx1)) * (min(ay2, by2) - max(ay1, by1))
    both = (ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - shared
    return shared / both


def nms(boxes, scores, iou_threshold=0.5):
    alive = [True] * len(boxes)
    kept = []
    while True:
        best = -1
        for i in range(len(boxes)):
            if alive[i] and (best < 0 or scores[i] > scores[best]):
                best = i
        if best < 0:
            return kept
        kept.append(best)
        alive[best] = False
        for i in range(len(boxes)):
            if alive[i] and box_iou(boxes[best], boxes[i]) > iou_threshold:
                alive[i] = False


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    picture = image.copy()
    pen = ImageDraw.Draw(picture)
    for name, score, (x1, y1, x2, y2) in detections:
        pen.text((x1 + width + 2, y1 + width + 2), str(name), fill=color)
        # four bars
        pen.rectangle((x1, y1, x2, y1 + width - 1), fill=color)
        pen.rectangle((x1, y2 - width + 1, x2, y2), fill=color)
        pen.rectangle((x1, y1, x1 + width - 1, y2), fill=color)
        pen.rectangle((x2 - width + 1, y1, x2, y2), fill=color)
    return picture
