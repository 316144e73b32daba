import functools, torch, os, tempfile, shutil
import torch.nn.functional as F
from PIL import Image
import numpy as np

def compose(*fs):
    return functools.reduce(lambda f, g: lambda x: g(f(x)), fs)

def _tensor(im):
    return torch.tensor(np.array(im)).permute(2, 0, 1).float().div(255)

def _resize(t):
    _, h, w = t.shape
    k = min(h, w)
    size = (256 * h // k, 256 * w // k)
    return F.interpolate(t[None], size=size, mode="bilinear", antialias=True, align_corners=False)[0]

def _crop(t):
    h, w = t.shape[1:]
    a, b = (h - 224) // 2, (w - 224) // 2
    return t[:, a:a + 224, b:b + 224]

def _norm(t):
    return t.sub(torch.tensor([0.485, 0.456, 0.406])[:, None, None]).div(torch.tensor([0.229, 0.224, 0.225])[:, None, None])

def build_transform():
    return compose(_tensor, _resize, _crop, _norm)

def load_rgb(path):
    with tempfile.TemporaryDirectory() as d:
        p = os.path.join(d, os.path.basename(str(path)))
        shutil.copy(path, p)
        im = Image.open(p)
        im.load()
    out = Image.new("RGB", im.size)
    out.paste(im.convert("RGB"))
    return out

def to_batch(image):
    return torch.stack((image,), dim=0)

def denormalize(x):
    out = np.empty((x.shape[1], x.shape[2], 3), np.uint8)
    for c, (m, s) in enumerate(((0.485, 0.229), (0.456, 0.224), (0.406, 0.225))):
        out[..., c] = ((x[c] * s + m) * 255 + 0.5).clamp(0, 255).byte().numpy()
    return out
