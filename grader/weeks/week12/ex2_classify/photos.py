"""What checks of ex2_classify share: ImageNet's names, and photos that a real network is sure of."""

from __future__ import annotations

import json

import torch
from PIL import Image
from torchvision import transforms


def imagenet_names(datasets):
    """The names of ImageNet's classes, in their order."""
    index = json.loads((datasets / "imagenet_class_index.json").read_text(encoding="utf-8"))
    return [index[str(i)][1] for i in range(1000)]


def photo_batch(draw, datasets, count):
    """Photos that the network is sure of, prepared: [count, 3, 224, 224]."""
    names = ["flamingo.jpg", "lion_photo.jpg", "penguin.jpg", "rooster.jpg", "tiger.png", "zebra.jpg"]
    chosen = [names[i] for i in draw.distinct(count, 0, len(names) - 1)]
    steps = [transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()]
    steps += [transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
    prepare = transforms.Compose(steps)
    return torch.stack([prepare(Image.open(datasets / "photos" / name).convert("RGB")) for name in chosen])


def photo_logits(draw, datasets, props, count):
    """What the real network says about such photos: [count, 1000]."""
    with torch.no_grad():
        return props.shared_squeezenet()(photo_batch(draw, datasets, count))
