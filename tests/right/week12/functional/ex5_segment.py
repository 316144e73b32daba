from functools import reduce

import numpy as np
import torch
from PIL import Image, ImageChops


def segment(model, batch):
    with torch.no_grad():
        scores = model.eval()(batch)["out"].numpy()
    return torch.from_numpy(scores.argmax(axis=1))


def color_palette(num_classes=21):
    powers = np.left_shift(1, (25, 15, 21)).astype(np.int64) - 1
    return np.multiply.outer(np.arange(num_classes), powers).__mod__(255).astype(np.uint8)


def colorize(mask, palette, size):
    picture = Image.fromarray(np.asarray(mask, dtype=np.uint8), "L")
    picture = picture.resize(size, Image.Resampling.NEAREST)
    table = np.zeros((256, 3), np.uint8)
    table[: len(palette)] = palette
    return Image.merge("RGB", [picture.point(table[:, c].tolist()) for c in range(3)])


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    stencil = Image.fromarray(np.where(np.asarray(mask) == class_id, 255, 0).astype(np.uint8))
    plain = Image.new("RGB", image.size, tuple(background))
    plain.paste(image.convert("RGB"), mask=stencil)
    return plain


def mean_iou(pred, target, num_classes):
    pairs = np.stack([np.asarray(pred).ravel(), np.asarray(target).ravel()]).astype(np.int64)
    pairs = pairs[:, pairs[1] != 255]

    def iou(c):
        p, t = pairs == c
        union = np.count_nonzero(p | t)
        return np.count_nonzero(p & t) / union if union else None

    values = list(filter(lambda v: v is not None, map(iou, range(num_classes))))
    return reduce(float.__add__, values) / len(values)
