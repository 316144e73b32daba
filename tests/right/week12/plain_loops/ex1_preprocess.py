"""No NumPy, no broadcasting: lists, loops and one number at a time."""

from array import array

import torch
from PIL import Image
from torchvision import transforms

MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


def load_rgb(path):
    file = open(path, "rb")
    try:
        picture = Image.open(file)
        result = Image.new("RGB", picture.size)
        result.paste(picture.convert("RGB"))
    finally:
        file.close()
    return result


def build_transform():
    steps = []
    steps.append(transforms.Resize(256))
    steps.append(transforms.CenterCrop(224))
    steps.append(transforms.ToTensor())
    steps.append(transforms.Normalize(MEAN, STD))

    def apply(image):
        for step in steps:
            image = step(image)
        return image

    return apply


def to_batch(image):
    batch = torch.empty(1, image.shape[0], image.shape[1], image.shape[2], dtype=image.dtype)
    batch[0] = image
    return batch


def denormalize(x):
    planes = x.tolist()
    height, width = len(planes[0]), len(planes[0][0])
    numbers = array("B")
    for row in range(height):
        for column in range(width):
            for channel in range(3):
                value = planes[channel][row][column] * STD[channel] + MEAN[channel]
                value = round(value * 255)
                if value < 0:
                    value = 0
                if value > 255:
                    value = 255
                numbers.append(value)
    picture = torch.frombuffer(numbers, dtype=torch.uint8)
    return picture.view(height, width, 3).numpy().copy()
