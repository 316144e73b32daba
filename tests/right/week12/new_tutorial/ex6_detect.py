# pieces of "TorchVision Object Detection Finetuning Tutorial" and of torchvision's gallery
import torch
import torchvision
from torchvision.transforms.functional import pil_to_tensor, to_pil_image
from torchvision.utils import draw_bounding_boxes


def detect(model, image):
    model.eval()
    with torch.no_grad():
        # convert to the model's device
        device = next((p.device for p in model.parameters()), torch.device("cpu"))
        predictions = model([image.to(device)])
        pred = predictions[0]
    return {k: v.to("cpu") for k, v in pred.items()}


def filter_detections(prediction, class_names, threshold=0.5):
    scores, order = prediction["scores"].sort(descending=True)
    keep = order[scores > threshold]
    labels = [class_names[i] for i in prediction["labels"][keep]]
    boxes = prediction["boxes"][keep].tolist()
    return list(zip(labels, prediction["scores"][keep].tolist(), map(tuple, boxes)))


def count_objects(detections):
    names = [d[0] for d in detections]
    return {name: names.count(name) for name in names}


def box_iou(a, b):
    a = torch.as_tensor(a, dtype=torch.float64).unsqueeze(0)
    b = torch.as_tensor(b, dtype=torch.float64).unsqueeze(0)
    return torchvision.ops.box_iou(a, b).item()


def nms(boxes, scores, iou_threshold=0.5):
    boxes = torch.as_tensor(boxes, dtype=torch.float32).reshape(-1, 4)
    scores = torch.as_tensor(scores, dtype=torch.float32)
    return torchvision.ops.nms(boxes, scores, iou_threshold).tolist()


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    if len(detections) == 0:
        return image.copy()
    pred_labels = [f"{label}: {score:.3f}" for label, score, box in detections]
    pred_boxes = torch.tensor([box for _, _, box in detections])
    output_image = draw_bounding_boxes(
        pil_to_tensor(image), pred_boxes, pred_labels, colors=tuple(color), width=width
    )
    return to_pil_image(output_image)
