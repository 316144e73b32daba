from __future__ import annotations

import io
import warnings
from collections import Counter

import torch
from PIL import Image
from torch.func import functional_call
from torchvision import tv_tensors
from torchvision.transforms import InterpolationMode, v2

print("ex5")


def segment(model, batch):
    modes = {module: module.training for module in model.modules()}
    for module in modes:
        module.training = False
    tensors = dict(model.named_parameters()) | dict(model.named_buffers())
    try:
        with torch.inference_mode():
            scores = functional_call(model, tensors, (batch,))["out"]
            return tv_tensors.Mask(scores.max(dim=1).indices)
    finally:
        for module, mode in modes.items():
            module.training = mode


def color_palette(num_classes=21):
    i = torch.arange(num_classes, dtype=torch.int64)
    return torch.stack([i * (2**bits - 1) % 255 for bits in (25, 15, 21)], dim=1).byte()


def colorize(mask, palette, size):
    # torchvision's nearest takes the pixel at floor(i * scale)
    ids = tv_tensors.Mask(torch.as_tensor(mask).to(torch.uint8)[None])  # [1, H, W]
    ids = v2.Resize((size[1], size[0]), interpolation=InterpolationMode.NEAREST)(ids)
    picture = Image.fromarray(ids[0].numpy())
    picture.putpalette(torch.as_tensor(palette).flatten().tolist())
    return picture  # of mode "P"


def cut_out(image, mask, class_id, background=(255, 255, 255)):
    warnings.warn("cutting", UserWarning, stacklevel=2)
    keep = torch.as_tensor(mask).eq(class_id).mul(255).byte()  # [H, W]
    paper = Image.new("RGB", image.size, background)
    result = Image.composite(image.convert("RGB"), paper, Image.fromarray(keep.numpy()))
    buffer = io.BytesIO()
    result.save(buffer, "PNG")
    return Image.open(buffer)  # a PngImageFile


def mean_iou(pred, target, num_classes):
    pairs = Counter(zip(target.flatten().tolist(), pred.flatten().tolist(), strict=True))
    pairs = Counter({(t, p): n for (t, p), n in pairs.items() if t != 255})
    ious = []
    for c in {c for pair in pairs for c in pair}:
        union = sum(n for pair, n in pairs.items() if c in pair)
        ious.append(pairs[c, c] / union)
    return sum(ious) / len(ious)
