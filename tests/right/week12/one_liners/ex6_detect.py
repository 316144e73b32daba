import torch
from collections import Counter
from PIL import ImageDraw
from torchvision.ops import boxes as B
detect = lambda model, image: {k: v.detach().cpu() for k, v in model.eval()([image])[0].items()}
filter_detections = lambda prediction, class_names, threshold=0.5: sorted([(class_names[l], s, tuple(b)) for b, l, s in zip(*(prediction[k].tolist() for k in ("boxes", "labels", "scores"))) if s > threshold], key=lambda d: -d[1])
count_objects = lambda detections: Counter(n for n, *_ in detections)
t = lambda v, *shape: torch.as_tensor(v).double().reshape(shape)
box_iou = lambda a, b: B.box_iou(t(a, 1, 4), t(b, 1, 4)).item()
nms = lambda boxes, scores, iou_threshold=0.5: B.nms(t(boxes, -1, 4), t(scores, -1), iou_threshold).tolist()
def draw_detections(image, detections, color=(0, 255, 0), width=3):
    d = ImageDraw.Draw(image := image.copy()); [(d.rectangle(b, None, color, width), d.text(b[:2], f"  {n}", color)) for n, s, b in detections]; return image
