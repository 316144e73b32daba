import torch
from PIL import ImageDraw


def detect(model, image):
    print(model)
    print("image", image.shape, f"{image.min():.3f} .. {image.max():.3f}")
    model.eval()
    with torch.no_grad():
        outputs = model([image])
    print(len(outputs), "output(s)", type(outputs))
    out = outputs[0]
    for key in out:
        print(key, out[key].shape, out[key].dtype, out[key].device)
        print(out[key])
    print(f"sum of scores: {out['scores'].sum():.3f}")
    return {k: v.cpu() for k, v in out.items()}


def filter_detections(prediction, class_names, threshold=0.5):
    print(prediction)
    print("class names:", class_names, "threshold:", threshold)
    result = []
    for i in range(len(prediction["scores"])):
        score = prediction["scores"][i]
        label = prediction["labels"][i]
        print(f"{i}: {class_names[label]} ({label}) {score:.4f}", "yes" if score > threshold else "no")
        if score > threshold:
            result.append((class_names[label], score.item(), tuple(prediction["boxes"][i].tolist())))
    result.sort(key=lambda r: r[1], reverse=True)
    for name, score, (x1, y1, x2, y2) in result:
        print(f"{name:>15} {score:.2%} at ({x1:.1f}, {y1:.1f}) - ({x2:.1f}, {y2:.1f})")
    return result


def count_objects(detections):
    counts = {}
    for name, score, box in detections:
        print("+1", name, f"{score:.2f}", box)
        counts[name] = counts.get(name, 0) + 1
    print(counts)
    return counts


def box_iou(a, b):
    print("a", a, "b", b, type(a), type(b))
    print(f"a is {a[2] - a[0]:.2f} x {a[3] - a[1]:.2f}, b is {b[2] - b[0]:.2f} x {b[3] - b[1]:.2f}")
    w = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    h = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    inter = w * h
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - inter
    print(f"shared {inter:.3f}, together {union:.3f}, IoU {inter / union:.4f}")
    return float(inter / union)


def nms(boxes, scores, iou_threshold=0.5):
    print(len(boxes), "boxes", boxes, "scores", scores, "threshold", iou_threshold)
    order = sorted(range(len(scores)), key=lambda i: scores[i], reverse=True)
    keep = []
    step = 0
    while order:
        best = order.pop(0)
        keep.append(best)
        step += 1
        print(f"step {step}: keep {best} (score {scores[best]:.3f}), left {order}")
        order = [i for i in order if box_iou(boxes[best], boxes[i]) <= iou_threshold]
    print("kept", keep)
    return keep


def draw_detections(image, detections, color=(0, 255, 0), width=3):
    print(image, len(detections), "detections", "color", color, "width", width)
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    for i, (name, score, box) in enumerate(detections):
        print(f"{i + 1}/{len(detections)}: {name} {score:.2f} {box}")
        draw.rectangle(box, outline=color, width=width)
        draw.text((box[0] + 5, box[1] + 5), f"{name} {score:.2f}", fill=color)
    return copy
