"""Right, but as nobody would expect it: odd detours that the contract allows."""

import copy
import io
from collections import Counter
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image, ImageChops


class Seen(torch.Tensor):
    """A tensor of a class of its own."""


@torch.inference_mode()
def segment(model, batch):
    twin = copy.deepcopy(model)
    for module in twin.modules():
        module.training = False
    maps = []
    for image in batch:  # one by one
        scores = twin(image[None])["out"][0].softmax(dim=0)
        maps.append(scores.sort(dim=0, descending=True).indices[0])
    return torch.stack(maps).as_subclass(Seen)


class Color(NamedTuple):
    r: int
    g: int
    b: int


def color_palette(num_classes: int = 21):
    channels = [[i * ((1 << bits) - 1) % 255 for i in range(num_classes)] for bits in (25, 15, 21)]
    return np.array(channels, dtype=np.uint8).T  # a view whose memory lies the other way round


def colorize(mask, palette, size):
    width, height = size
    colors = [Color(*(int(v) for v in row)) for row in palette]
    rows, columns = mask.shape
    picture = Image.new("RGBA", size)
    for x in range(width):
        for y in range(height):
            # the ends of picture and mask lie on each other; across, the middle of the pixel counts
            row = round(y * (rows - 1) / max(height - 1, 1))
            column = min(int((x + 0.5) / width * columns), columns - 1)
            picture.putpixel((x, y), (*colors[int(mask[row, column])], 255))
    return picture


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    class_id = torch.tensor(class_id)
    keep = Image.fromarray(torch.eq(mask, class_id).byte().mul(255).numpy()).convert("RGB")
    inside = ImageChops.multiply(image.convert("RGB"), keep)  # white times a colour is the colour
    outside = ImageChops.multiply(Image.new("RGB", image.size, tuple(background)), ImageChops.invert(keep))
    buffer = io.BytesIO()
    ImageChops.add(inside, outside).save(buffer, "BMP")
    return Image.open(buffer)


def mean_iou(pred, target, num_classes):
    pairs = Counter(zip(pred.ravel().tolist(), target.ravel().tolist(), strict=True))
    classes: dict[int, list[int]] = {}
    for (p, t), count in pairs.items():
        if not 0 <= t < num_classes:
            continue
        for c in {p, t}:
            hit = classes.setdefault(c, [0, 0])
            hit[0] += count * (p == t)
            hit[1] += count
    return np.float64(sum(Fraction(*hit) for hit in classes.values()) / len(classes))
