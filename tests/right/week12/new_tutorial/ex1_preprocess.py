# From a notebook: "Transfer Learning for Computer Vision Tutorial", cells pasted into the exercise files.
import os

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.backends.cudnn as cudnn
from PIL import Image
from torchvision import models, transforms

cudnn.benchmark = True
plt.ion()

weights = models.ResNet18_Weights.DEFAULT


def load_rgb(path):
    with Image.open(os.fspath(path)) as img:
        img.load()
        if img.mode == "P" and "transparency" in img.info:
            img = img.convert("RGBA")
        if img.mode == "RGBA":
            background = Image.new("RGB", img.size, "white")
            background.paste(img, mask=img.getchannel("A"))
            return background
        return img.convert("RGB")


def build_transform():
    # what the weights were trained with; comes with the weights
    return weights.transforms(antialias=True)


def to_batch(image):
    return torch.stack([image])


def denormalize(x):
    unnormalize = transforms.Compose([
        transforms.Normalize(mean=[0.0, 0.0, 0.0], std=[1 / 0.229, 1 / 0.224, 1 / 0.225]),
        transforms.Normalize(mean=[-0.485, -0.456, -0.406], std=[1.0, 1.0, 1.0]),
    ])
    inp = unnormalize(x).permute(1, 2, 0)
    inp = torch.clip(255 * inp, 0, 255)
    return torch.round(inp).to(torch.uint8).numpy()


def visualize_model_predictions(model, img_path):
    was_training = model.training
    model.eval()
    with torch.no_grad():
        outputs = model(to_batch(build_transform()(load_rgb(img_path))))
        _, preds = torch.max(outputs, 1)
        plt.title(f"Predicted: {preds[0]}")
    model.train(mode=was_training)
