# Week 12, based on the transfer learning tutorial
import os
import time

import numpy as np
import torch
import torchvision
from PIL import Image
from torchvision import datasets, models, transforms

start = time.time()
torch.manual_seed(0)
np.random.seed(0)
device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")

data_transforms = {
    "train": transforms.Compose(
        [
            transforms.RandomResizedCrop(224),
            transforms.RandomHorizontalFlip(),
            transforms.ToTensor(),
            transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        ]
    ),
    "val": transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        ]
    ),
}


def denormalize(x: torch.Tensor) -> np.ndarray:
    """imshow for Tensor, without the show"""
    inp = x.detach().cpu().numpy().transpose((1, 2, 0))
    mean = np.array([0.485, 0.456, 0.406])
    std = np.array([0.229, 0.224, 0.225])
    inp = std * inp + mean
    inp = np.clip(inp, 0, 1)
    return (inp * 255).round().astype(np.uint8)


def to_batch(image: torch.Tensor) -> torch.Tensor:
    return torch.stack([image])


def build_transform():
    return data_transforms["val"]


def load_rgb(path: "str | os.PathLike") -> Image.Image:
    image = Image.open(path)
    image.load()
    if image.mode != "RGB":
        image = image.convert("RGB")
    return image


print(torchvision.__version__, models.__name__, datasets.__name__, f"{time.time() - start:.1f}s")
