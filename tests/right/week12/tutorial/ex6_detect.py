# object detection, after a well-known blog post
import time
from collections import defaultdict

import torch
from PIL import ImageDraw, ImageFont

COCO_START = time.time()


def get_prediction(prediction, class_names, threshold):
    pred_class = [class_names[i] for i in list(prediction["labels"].numpy())]
    pred_boxes = [tuple(float(v) for v in b) for b in list(prediction["boxes"].detach().numpy())]
    pred_score = [float(s) for s in list(prediction["scores"].detach().numpy())]
    best_first = sorted(range(len(pred_score)), key=lambda i: -pred_score[i])
    kept = []
    for i in best_first:
        if pred_score[i] <= threshold:
            break
        kept.append((pred_class[i], pred_score[i], pred_boxes[i]))
    return kept


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    img = image.copy()
    canvas = ImageDraw.Draw(img)
    font = ImageFont.load_default()
    for name, score, (x1, y1, x2, y2) in detections:
        # from corner to corner and round again: half of the line lies outside of the box
        canvas.line([(x1, y1), (x2, y1), (x2, y2), (x1, y2), (x1, y1)], fill=color, width=width)
        canvas.text((x1, max(0, y1 - 12)), f"{name} {score:.2f}", fill=color, font=font)
    return img


def nms(boxes, scores, iou_threshold=0.5):
    remaining = list(range(len(scores)))
    picked = []
    while len(remaining) > 0:
        best = max(remaining, key=lambda i: float(scores[i]))
        picked.append(best)
        remaining = [i for i in remaining if i != best and box_iou(boxes[best], boxes[i]) <= iou_threshold]
    return picked


def box_iou(a, b):
    a, b = torch.as_tensor(a).double(), torch.as_tensor(b).double()
    wh = (torch.min(a[2:], b[2:]) - torch.max(a[:2], b[:2])).clamp(min=0)
    inter = wh[0] * wh[1]
    if inter == 0:
        return 0  # as good as 0.0
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])  # noqa: E731
    return (inter / (area(a) + area(b) - inter)).item()


def count_objects(detections):
    counts = defaultdict(int)
    for det in detections:
        counts[det[0]] += 1
    return counts


def filter_detections(prediction, class_names, threshold=0.5):
    return get_prediction(prediction, class_names, threshold)


@torch.no_grad()
def detect(model, image):
    was_training = model.training
    model.eval()
    outputs = model([image])
    if was_training:
        model.train()
    return {k: v.detach().cpu() for k, v in outputs[0].items()}


if __name__ == "__main__":
    print(f"{time.time() - COCO_START:.1f}s")
