import sys

import numpy as np
import torch
import torchvision
from PIL import Image
from torchvision import transforms

print("python", sys.version.split()[0], "| torch", torch.__version__, "| torchvision", torchvision.__version__)
print("cuda?", torch.cuda.is_available(), torch.cuda.device_count())

mean = torch.tensor([0.485, 0.456, 0.406])
std = torch.tensor([0.229, 0.224, 0.225])
print("mean", mean, "std", std)


def load_rgb(path):
    print("파일 / file:", path, type(path))
    img = Image.open(path)
    print("  format", img.format, "mode", img.mode, "size", img.size, "info", list(img.info))
    print(" ", img)
    img = img.convert("RGB")
    print("  ->", img, img.getextrema(), "first pixel", img.getpixel((0, 0)))
    return img


def build_transform():
    transform = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(mean.tolist(), std.tolist()),
        ]
    )
    print(transform)
    return transform


def to_batch(image):
    print("before", image.shape, image.dtype, image.device, f"{image.min():.3f} .. {image.max():.3f}")
    batch = image.unsqueeze(0)
    print("after ", batch.shape, "strides", batch.stride())
    return batch


def denormalize(x):
    print(x)
    print(f"x: {tuple(x.shape)}, mean {x.mean():.4f}, std {x.std():.4f}, requires_grad={x.requires_grad}")
    v = x * std.reshape(3, 1, 1) + mean.reshape(3, 1, 1)
    for c, name in enumerate("RGB"):
        print(f"{name}: min {v[c].min().item():+.3f} max {v[c].max().item():+.3f}")
    out = torch.round(v * 255).clamp(0, 255).to(torch.uint8).permute(1, 2, 0).numpy()
    print(out.shape, out.dtype, out.min(), out.max(), np.unique(out).size, "values")
    return out
