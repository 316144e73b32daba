"""NumPy for everything but the network."""

import copy

import numpy as np
import torch
from PIL import Image


def segment(model, batch):
    # a copy, so that the caller's model keeps its mode
    model = copy.deepcopy(model).train(False)
    with torch.set_grad_enabled(False):
        scores = model(batch)["out"].numpy()  # [N, C, H, W]
    return torch.from_numpy(np.argmax(scores, axis=1))


def color_palette(num_classes=21):
    colors = np.empty((num_classes, 3), dtype=np.uint8)
    for i in range(num_classes):
        for channel, bits in enumerate((25, 15, 21)):
            colors[i, channel] = i * (2**bits - 1) % 255  # plain ints cannot overflow
    return colors


def colorize(mask, palette, size):
    ids, colors = np.array(mask), np.array(palette)
    width, height = size
    rows = np.floor((np.arange(height) + 0.5) * ids.shape[0] / height).astype(int)  # [height]
    columns = np.floor((np.arange(width) + 0.5) * ids.shape[1] / width).astype(int)  # [width]
    return Image.fromarray(colors[ids[np.ix_(rows, columns)]].astype(np.uint8))


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    keep = (np.array(mask) == class_id)[..., None]  # [H, W, 1]
    pixels = np.where(keep, np.array(image.convert("RGB")), np.array(background, dtype=np.uint8))
    return Image.fromarray(pixels)


def mean_iou(pred, target, num_classes):
    pred, target = np.array(pred).ravel(), np.array(target).ravel()
    pred, target = pred[target != 255], target[target != 255]
    values = []
    for c in range(num_classes):
        predicted, right = pred == c, target == c
        union = np.logical_or(predicted, right).sum()
        if union:
            values.append(np.logical_and(predicted, right).sum() / union)
    return np.mean(values)  # np.float64
