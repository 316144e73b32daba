"""Everything is an object; the functions that were asked for are methods of one."""

from abc import ABC, abstractmethod

import numpy as np
import torch
from PIL import Image
from torch import nn
from torchvision.transforms import functional as F


class Normalization(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", torch.as_tensor(mean).view(-1, 1, 1))
        self.register_buffer("std", torch.as_tensor(std).view(-1, 1, 1))

    def forward(self, x):
        return (x - self.mean) / self.std

    def inverse(self, y):
        return y * self.std + self.mean


class Reader(ABC):
    @abstractmethod
    def read(self, path): ...


class RgbReader(Reader):
    mode = "RGB"

    def read(self, path):
        with Image.open(path) as image:
            return image.convert(self.mode)


class Pipeline:
    short_side, crop = 256, 224

    def __init__(self, normalization):
        self.normalization = normalization

    def __call__(self, image):
        image = F.resize(image, self.short_side)
        image = F.center_crop(image, [self.crop, self.crop])
        return self.normalization(F.to_tensor(image))

    def __repr__(self):
        return f"{type(self).__name__}(short_side={self.short_side}, crop={self.crop})"

    def back(self, x):
        pixels = self.normalization.inverse(x.detach()).mul(255).round_().clamp_(0, 255)
        return np.ascontiguousarray(pixels.to(torch.uint8).numpy().transpose(1, 2, 0))

    @staticmethod
    def batch_of_one(image):
        return image.reshape(1, *image.shape)


class ImageNet(Pipeline):
    def __init__(self):
        super().__init__(Normalization([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]))


load_rgb = RgbReader().read
build_transform = ImageNet  # calling a class makes one
to_batch = ImageNet.batch_of_one
denormalize = ImageNet().back
