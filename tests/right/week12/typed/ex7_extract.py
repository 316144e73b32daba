from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision.models import VGG, AlexNet, ResNet, SqueezeNet


@dataclass(frozen=True)
class Place:
    """Where a layer hangs."""

    parent: nn.Module
    name: str

    @property
    def layer(self) -> nn.Module:
        return getattr(self.parent, self.name)

    def put(self, layer: nn.Module) -> None:
        setattr(self.parent, self.name, layer)


def head(model: nn.Module) -> Place:
    match model:
        case ResNet():
            return Place(model, "fc")
        case AlexNet(classifier=layers) | VGG(classifier=layers):
            *_, name = (n for n, m in layers.named_children() if isinstance(m, nn.Linear))
            return Place(layers, name)
        case SqueezeNet(classifier=layers):
            (name,) = (n for n, m in layers.named_children() if isinstance(m, nn.Conv2d))
            return Place(layers, name)
    raise TypeError(type(model).__name__)


def freeze(model: nn.Module) -> nn.Module:
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model


def replace_head(model: nn.Module, num_classes: int) -> nn.Module:
    place = head(model)
    match place.layer:
        case nn.Linear(in_features=n, weight=w):
            place.put(nn.Linear(n, num_classes, device=w.device, dtype=w.dtype))
        case nn.Conv2d(in_channels=n, weight=w):
            place.put(nn.Conv2d(n, num_classes, kernel_size=1, device=w.device, dtype=w.dtype))
    return model


def feature_extractor(model: nn.Module, num_classes: int) -> nn.Module:
    return replace_head(freeze(model), num_classes)


def trainable_names(model: nn.Module) -> list[str]:
    return [name for name, p in model.named_parameters() if p.requires_grad]


@dataclass
class Features:
    rows: list[Tensor] = field(default_factory=list)
    labels: list[Tensor] = field(default_factory=list)

    def hook(self, _module: nn.Module, args: tuple[Tensor, ...]) -> None:
        (x,) = args
        self.rows.append(x.detach())

    def joined(self) -> tuple[Tensor, Tensor]:
        return torch.cat(self.rows), torch.cat(self.labels)


@contextmanager
def listening(layer: nn.Module) -> Iterator[Features]:
    features = Features()
    handle = layer.register_forward_pre_hook(features.hook)
    try:
        yield features
    finally:
        handle.remove()


def extract_features(model: nn.Module, loader: DataLoader[tuple[Tensor, Tensor]]) -> tuple[Tensor, Tensor]:
    model.eval()
    with listening(model.fc) as features, torch.no_grad():
        for images, labels in loader:
            model(images)
            features.labels.append(labels)
    return features.joined()
