from __future__ import print_function, division

import numpy as np
import torch
import torchvision
from PIL import Image, ImageDraw


def detect(model, image):
    model.eval()
    with torch.no_grad():
        predictions = model([image])
    return {k: v.cpu() for k, v in predictions[0].items()}


def filter_detections(prediction, class_names, threshold=0.5):
    # https://learnopencv.com/faster-r-cnn-object-detection-with-pytorch/
    pred = [prediction]
    pred_class = [class_names[i] for i in list(pred[0]['labels'].numpy())]
    pred_boxes = [(float(i[0]), float(i[1]), float(i[2]), float(i[3]))
                  for i in list(pred[0]['boxes'].detach().numpy())]
    pred_score = list(pred[0]['scores'].detach().numpy())
    order = np.argsort(pred_score)[::-1]
    out = []
    for x in order:
        if pred_score[x] > threshold:
            out.append((pred_class[x], float(pred_score[x]), pred_boxes[x]))
    return out


def count_objects(detections):
    counts = {}
    for name, _, _ in detections:
        if name not in counts:
            counts[name] = 0
        counts[name] += 1
    return counts


def box_iou(boxA, boxB):
    # pyimagesearch, without its +1
    xA = max(boxA[0], boxB[0])
    yA = max(boxA[1], boxB[1])
    xB = min(boxA[2], boxB[2])
    yB = min(boxA[3], boxB[3])
    interArea = max(0, xB - xA) * max(0, yB - yA)
    boxAArea = (boxA[2] - boxA[0]) * (boxA[3] - boxA[1])
    boxBArea = (boxB[2] - boxB[0]) * (boxB[3] - boxB[1])
    iou = interArea / float(boxAArea + boxBArea - interArea)
    return float(iou)


def nms(boxes, scores, iou_threshold=0.5):
    # py-faster-rcnn's cpu nms, areas without + 1
    dets = np.array([list(map(float, b)) for b in boxes]).reshape(-1, 4)
    scores = np.array([float(s) for s in scores])
    x1 = dets[:, 0]
    y1 = dets[:, 1]
    x2 = dets[:, 2]
    y2 = dets[:, 3]

    areas = (x2 - x1) * (y2 - y1)
    order = np.argsort(-scores, kind='stable')

    keep = []
    while order.size > 0:
        i = order[0]
        keep.append(int(i))
        xx1 = np.maximum(x1[i], x1[order[1:]])
        yy1 = np.maximum(y1[i], y1[order[1:]])
        xx2 = np.minimum(x2[i], x2[order[1:]])
        yy2 = np.minimum(y2[i], y2[order[1:]])

        w = np.maximum(0.0, xx2 - xx1)
        h = np.maximum(0.0, yy2 - yy1)
        inter = w * h
        ovr = inter / (areas[i] + areas[order[1:]] - inter)

        inds = np.where(ovr <= iou_threshold)[0]
        order = order[inds + 1]

    return keep


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    img = image.copy()
    draw = ImageDraw.Draw(img)
    for label, score, box in detections:
        for t in range(width):
            draw.rectangle((box[0] + t, box[1] + t, box[2] - t, box[3] - t), outline=color)
        draw.text((box[0] + width + 1, box[1] + width + 1), label, fill=color)
    return img
