import io, torch
import numpy as np
from PIL import Image, ImageOps
from torchvision.transforms import v2
from torchvision import tv_tensors

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_T = v2.Compose([v2.ToImage(), v2.Resize(256, antialias=True), v2.CenterCrop(224),
                 v2.ToDtype(torch.float32, scale=True), v2.Normalize(MEAN, STD)])
_INV = v2.Compose([v2.Normalize([-m / s for m, s in zip(MEAN, STD)], [1 / s for s in STD]), lambda t: t.clamp(0, 1)])

build_transform = lambda: (lambda im: tv_tensors.Image(_T(im)))

def load_rgb(path):
    buf = io.BytesIO(open(path, "rb").read())
    im = Image.open(buf)
    if im.mode != "RGB":
        im = im.convert("RGB")
    im.load()
    return im

to_batch = lambda image: torch.einsum("chw->chw", image).unsqueeze(0)

def denormalize(x):
    return (_INV(x) * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
