import helpers
import numpy as np
from helpers import IMAGENET, as_column
from PIL import Image
from torchvision import transforms


def load_rgb(path):
    with Image.open(path) as image:
        return helpers.to_picture(image.convert("RGB"))


def build_transform():
    return transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize(**IMAGENET),
        ]
    )


def to_batch(image):
    return image.view(1, *image.size())


def denormalize(x):
    v = x * as_column(IMAGENET["std"]) + as_column(IMAGENET["mean"])
    return np.moveaxis((v * 255).round().clamp(0, 255).numpy(), 0, -1).astype(np.uint8)
