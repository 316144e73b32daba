from common import *
from torchvision import models
from torchvision.transforms import functional as TF
from torchvision.io import read_image
import numpy as np
from PIL import Image, ImageFile

def build_transform():
    COUNT["calls"] += 1
    return models.ResNet18_Weights.IMAGENET1K_V1.transforms()

def load_rgb(path):
    im = Image.open(str(path))
    rgb = im.convert("RGB") if im.mode != "RGB" else im.copy()
    im.close()
    return rgb

def to_batch(image):
    return image.expand(1, -1, -1, -1)

def denormalize(x):
    t = torch.addcmul(MEAN, x, STD)
    return np.asarray(TF.to_pil_image(t.clamp(0, 1).mul(255).round().to(torch.uint8)))
