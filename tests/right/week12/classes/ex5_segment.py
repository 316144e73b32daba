import numpy as np
import torch
from PIL import Image
from torch import nn


class Segmenter(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    @torch.no_grad()
    def forward(self, batch):
        return self.model(batch)["out"].argmax(dim=-3)


class Palette:
    factors = np.array([2**25 - 1, 2**15 - 1, 2**21 - 1], dtype=np.int64)

    def __init__(self, colors):
        self.colors = np.asarray(colors, dtype=np.uint8)

    @classmethod
    def of_classes(cls, n):
        return cls(np.arange(n)[:, None] * cls.factors % 255)

    def flat(self):
        return self.colors.ravel().tolist()


class Mask:
    def __init__(self, ids):
        self.ids = np.asarray(ids)

    def picture(self, palette, size):
        image = Image.fromarray(self.ids.astype(np.uint8), mode=None)
        image.putpalette(palette.flat())
        return image.resize(size, Image.Resampling.NEAREST).convert("RGB")

    def of(self, class_id):
        return Mask(self.ids == class_id)

    def cut(self, image, background):
        stencil = Image.fromarray(self.ids.astype(np.uint8) * 255)
        result = Image.new("RGB", image.size, tuple(background))
        result.paste(image.convert("RGB"), (0, 0), stencil)
        return result


class Confusion:
    ignore = 255

    def __init__(self, n):
        self.table = torch.zeros(n, n, dtype=torch.long)

    def __iadd__(self, pair):
        pred, target = (t.reshape(-1).long() for t in pair)
        known = target.ne(self.ignore)
        self.table.index_put_(
            (target[known], pred[known]), torch.ones(int(known.sum()), dtype=torch.long), accumulate=True
        )
        return self

    @property
    def iou(self):
        both = self.table.diagonal()
        union = self.table.sum(0) + self.table.sum(1) - both
        present = union > 0
        return both[present].double() / union[present]


def segment(model, batch):
    return Segmenter(model).eval()(batch)


def color_palette(num_classes=21):
    return Palette.of_classes(num_classes).colors


def colorize(mask, palette, size):
    return Mask(mask).picture(Palette(palette), size)


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    return Mask(mask).of(class_id).cut(image, background)


def mean_iou(pred, target, num_classes):
    confusion = Confusion(num_classes)
    confusion += pred, target
    return confusion.iou.mean().item()
