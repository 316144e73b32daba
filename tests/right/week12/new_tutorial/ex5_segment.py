# "Semantic Segmentation using torchvision" + torchvision's "Visualization utilities"
import numpy as np
import torch
import torchvision.transforms.functional as TF
from PIL import Image


def segment(model, batch):
    model = model.eval()
    with torch.inference_mode():
        out = model(batch)["out"]
    normalized_masks = torch.nn.functional.softmax(out, dim=1)
    return torch.argmax(normalized_masks, dim=1)


def color_palette(num_classes=21):
    palette = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    return (torch.arange(num_classes).view(-1, 1) * palette % 255).to(torch.uint8)


def colorize(mask, palette, size):
    """Define the helper function, LearnOpenCV: decode_segmap"""
    palette = np.asarray(palette)
    image = np.asarray(mask)
    r = np.zeros_like(image).astype(np.uint8)
    g = np.zeros_like(image).astype(np.uint8)
    b = np.zeros_like(image).astype(np.uint8)

    for label in range(0, len(palette)):
        idx = image == label
        r[idx] = palette[label, 0]
        g[idx] = palette[label, 1]
        b[idx] = palette[label, 2]

    rgb = np.stack([r, g, b], axis=2)
    return Image.fromarray(rgb).resize(size, resample=Image.Resampling.NEAREST)


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    foreground = TF.pil_to_tensor(image.convert("RGB"))  # [3, H, W]
    keep = (mask == class_id).expand_as(foreground)
    back = torch.tensor(background, dtype=torch.uint8)[:, None, None].expand_as(foreground)
    return TF.to_pil_image(torch.where(keep, foreground, back))


class ConfusionMatrix:
    """torchvision references/segmentation/utils.py"""

    def __init__(self, num_classes):
        self.num_classes = num_classes
        self.mat = None

    def update(self, a, b):
        n = self.num_classes
        if self.mat is None:
            self.mat = torch.zeros((n, n), dtype=torch.int64, device=a.device)
        with torch.inference_mode():
            k = (a >= 0) & (a < n)
            inds = n * a[k].to(torch.int64) + b[k]
            self.mat += torch.bincount(inds, minlength=n**2).reshape(n, n)

    def compute(self):
        h = self.mat.double()
        acc_global = torch.diag(h).sum() / h.sum()
        acc = torch.diag(h) / h.sum(1)
        iu = torch.diag(h) / (h.sum(1) + h.sum(0) - torch.diag(h))
        return acc_global, acc, iu


def mean_iou(pred, target, num_classes):
    confmat = ConfusionMatrix(num_classes)
    confmat.update(target.flatten(), pred.flatten())
    acc_global, acc, iu = confmat.compute()
    return iu.nanmean().item()
