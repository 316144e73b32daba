import torch
from PIL import Image


def segment(model, batch):
    model.eval()
    with torch.no_grad():
        scores = model(batch)["out"]
    best_score = scores[:, 0]
    best_class = torch.zeros_like(best_score, dtype=torch.int64)
    for c in range(1, scores.shape[1]):
        better = scores[:, c] > best_score
        best_class[better] = c
        best_score = torch.maximum(best_score, scores[:, c])
    return best_class


def color_palette(num_classes=21):
    colors = []
    for i in range(num_classes):
        colors.append([i * 33554431 % 255, i * 32767 % 255, i * 2097151 % 255])
    return torch.tensor(colors, dtype=torch.uint8)


def colorize(mask, palette, size):
    width, height = size
    ids = mask.tolist()
    colors = [tuple(int(v) for v in color) for color in palette]
    picture = Image.new("RGB", (width, height))
    pixels = []
    for y in range(height):
        row = ids[int((y + 0.5) * len(ids) / height)]
        for x in range(width):
            pixels.append(colors[row[int((x + 0.5) * len(row) / width)]])
    picture.putdata(pixels)
    return picture


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    picture = image.convert("RGB")
    if picture is image:
        picture = image.copy()
    width, height = picture.size
    for y in range(height):
        for x in range(width):
            if int(mask[y, x]) != class_id:
                picture.putpixel((x, y), tuple(background))
    return picture


def mean_iou(pred, target, num_classes):
    inter = [0] * num_classes
    in_pred = [0] * num_classes
    in_target = [0] * num_classes
    for p, t in zip(pred.flatten().tolist(), target.flatten().tolist()):
        if t == 255:
            continue
        in_pred[p] += 1
        in_target[t] += 1
        if p == t:
            inter[p] += 1
    total, present = 0.0, 0
    for c in range(num_classes):
        union = in_pred[c] + in_target[c] - inter[c]
        if union > 0:
            total += inter[c] / union
            present += 1
    return total / present
