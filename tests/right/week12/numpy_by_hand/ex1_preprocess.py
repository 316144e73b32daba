"""Everything by hand with NumPy; Pillow only reads, resizes and crops."""

import numpy as np
import torch
from PIL import Image

MEAN = np.array([0.485, 0.456, 0.406])
STD = np.array([0.229, 0.224, 0.225])


def load_rgb(path):
    picture = Image.open(path)
    if picture.mode in ("LA", "RGBA", "PA") or "transparency" in picture.info:
        # put the picture on white paper
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        paper.alpha_composite(picture)
        picture = paper
    return Image.fromarray(np.array(picture.convert("RGB")))


def shorter_side_256(picture):
    width, height = picture.size
    if width < height:
        return picture.resize((256, int(256 * height / width)), Image.Resampling.BILINEAR)
    return picture.resize((int(256 * width / height), 256), Image.Resampling.BILINEAR)


def build_transform():
    def prepare(picture):
        pixels = np.asarray(shorter_side_256(picture))  # [h, w, 3]
        top = (pixels.shape[0] - 224) // 2
        left = (pixels.shape[1] - 224) // 2
        pixels = pixels[top : top + 224, left : left + 224]  # [224, 224, 3]
        values = (pixels / 255.0 - MEAN) / STD
        return torch.from_numpy(values.transpose(2, 0, 1)).float()  # [3, 224, 224], not contiguous

    return prepare


def to_batch(image):
    channels, height, width = image.shape
    batch = torch.zeros(1, channels, height, width, dtype=image.dtype)
    batch[0] = image
    return batch


def denormalize(x):
    values = x.detach().numpy().astype(np.float64).transpose(1, 2, 0)  # [H, W, 3]
    values = np.rint((values * STD + MEAN) * 255)
    return np.clip(values, 0, 255).astype("uint8")
