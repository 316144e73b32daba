"""Shared by all of my exercise files."""

import contextlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn

ROOT = Path(__file__).parent
IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}


def as_column(values):
    """[C] -> [C, 1, 1]"""
    return torch.tensor(values)[:, None, None]


@contextlib.contextmanager
def inference(model, device=None):
    """Evaluation mode without gradients; every module gets its own mode back."""
    if device is not None:
        model.to(device)
    modes = {m: m.training for m in model.modules()}
    model.eval()
    try:
        with torch.no_grad():
            yield model
    finally:
        for m, mode in modes.items():
            m.training = mode


@contextlib.contextmanager
def hooks(*handles):
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def leaves(model):
    return {name: m for name, m in model.named_modules() if not list(m.children())}


def parameters(model, trainable_only=False):
    return [p for p in model.parameters() if p.requires_grad or not trainable_only]


def head_name(model):
    """Dotted name of the last layer."""
    if hasattr(model, "fc"):
        return "fc"
    names = [n for n, m in model.classifier.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))]
    return "classifier." + names[-1]


def to_picture(array):
    return Image.fromarray(np.asarray(array).astype(np.uint8))


def is_tensor(x):
    return isinstance(x, torch.Tensor)


def numbers(x):
    return x.tolist() if is_tensor(x) else [numbers(v) if hasattr(v, "__len__") else float(v) for v in x]


class Average:
    def __init__(self):
        self.total, self.n = 0.0, 0

    def add(self, value, n):
        self.total += float(value) * n
        self.n += n

    def __float__(self):
        return self.total / self.n


def linear_layers(model):
    return [n for n, m in model.named_modules() if isinstance(m, nn.Linear)]


def trainable_names(model):
    return [n for n, p in model.named_parameters() if p.requires_grad]
