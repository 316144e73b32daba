from collections import Counter

import torch
from torchvision import ops, tv_tensors
from torchvision.transforms import v2
from torchvision.transforms.v2 import functional as F
from torchvision.utils import draw_bounding_boxes


def detect(model, image):
    model.eval()
    with torch.inference_mode():
        (output,) = model([v2.ToDtype(torch.float32, scale=True)(image)])
    height, width = image.shape[-2:]
    output = {k: v.cpu() for k, v in output.items()}
    output["boxes"] = tv_tensors.BoundingBoxes(output["boxes"], format="XYXY", canvas_size=(height, width))
    return output


def filter_detections(prediction, class_names, threshold=0.5):
    keep = prediction["scores"] > threshold
    scores, labels = prediction["scores"][keep], prediction["labels"][keep]
    boxes = prediction["boxes"][keep]
    order = torch.argsort(scores, descending=True, stable=True)
    result = []
    for i in order.tolist():
        x1, y1, x2, y2 = boxes[i].tolist()
        result.append((class_names[int(labels[i])], float(scores[i]), (x1, y1, x2, y2)))
    return result


def count_objects(detections):
    return dict(Counter([name for name, score, box in detections]))


def box_iou(a, b):
    a, b = (torch.as_tensor(x, dtype=torch.float64)[None] for x in (a, b))
    return float(ops.box_iou(a, b))


def nms(boxes, scores, iou_threshold=0.5):
    boxes = torch.as_tensor(boxes, dtype=torch.float64)
    scores = torch.as_tensor(scores, dtype=torch.float64)
    if boxes.numel() == 0:
        return []
    iou = ops.box_iou(boxes, boxes)
    dead = torch.zeros(len(boxes), dtype=torch.bool)
    kept = []
    for i in scores.sort(descending=True, stable=True).indices.tolist():
        if not dead[i]:
            kept.append(i)
            dead |= iou[i] > iou_threshold
    return kept


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    tensor = F.pil_to_tensor(image)
    boxes = tv_tensors.BoundingBoxes(
        [list(box) for _, _, box in detections] or torch.zeros(0, 4), format="XYXY", canvas_size=tensor.shape[-2:]
    )
    if len(boxes):
        names = [name for name, _, _ in detections]
        tensor = draw_bounding_boxes(tensor, boxes, labels=names, colors=[color] * len(boxes), width=width)
    return F.to_pil_image(tensor)
