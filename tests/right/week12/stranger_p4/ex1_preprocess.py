from __future__ import annotations
import numpy as np, torch
from pathlib import Path
from dataclasses import dataclass, field
from PIL import Image

M = np.array([0.485, 0.456, 0.406], dtype=np.float32)
S = np.array([0.229, 0.224, 0.225], dtype=np.float32)
print("module loaded")

@dataclass(frozen=True)
class Prep:
    short: int = 256
    crop: int = 224
    def __call__(self, im):
        w, h = im.size
        if w <= h:
            nw, nh = self.short, int(self.short * h / w)
        else:
            nw, nh = int(self.short * w / h), self.short
        im = im.resize((nw, nh), Image.Resampling.BILINEAR)
        l, t = (nw - self.crop) // 2, (nh - self.crop) // 2
        im = im.crop((l, t, l + self.crop, t + self.crop))
        a = (np.asarray(im, dtype=np.float32) / 255 - M) / S
        return torch.from_numpy(np.ascontiguousarray(a.transpose(2, 0, 1)))

def build_transform():
    return Prep()

def load_rgb(path):
    with Path(path).open("rb") as f:
        im = Image.open(f)
        if "A" in im.getbands() or "transparency" in im.info:
            im = im.convert("RGBA")
            bg = Image.new("RGBA", im.size, (255, 255, 255, 255))
            return Image.alpha_composite(bg, im).convert("RGB")
        return im.convert("RGB")

def to_batch(image):
    return image[None]

def denormalize(x):
    a = x.detach().cpu().numpy().astype(np.float64).transpose(1, 2, 0)
    return np.clip(np.rint((a * S + M) * 255), 0, 255).astype(np.uint8)
