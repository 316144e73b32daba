"""Builders of objects from values that the examiner sends, for several exercises; `props_EXERCISE.py` has those of one.

They run in two processes: beside the student's module, where they build what cannot cross as data (models, loaders), and in
the examiner, which computes its own answers with them. No expected value is in here. `DATASETS`, the folder of real data,
and on the student's side `SCRATCH`, are set once the file has been loaded.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision.models import VGG, AlexNet, ResNet, SqueezeNet, squeezenet1_1
from torchvision.models.resnet import BasicBlock
from torchvision.models.squeezenet import Fire

DATASETS = Path()
SCRATCH = Path()


# ---- the real network ----


def squeezenet() -> nn.Module:
    """The real network with ImageNet's weights, in train mode as torchvision makes it."""
    from safetensors.torch import load_file

    # no time is lost on random weights
    with torch.device("meta"):
        model: nn.Module = squeezenet1_1()
    state = load_file(DATASETS / "weights" / "squeezenet1_1.safetensors")
    model.load_state_dict({name: value.float() for name, value in state.items()}, assign=True)
    return model


@functools.cache
def shared_squeezenet() -> nn.Module:
    """The examiner's copy, in eval mode: built once for all submissions, and never handed to a student."""
    return squeezenet().eval()


# ---- small networks of the known families, and loaders ----


class Blocks(nn.Module):
    """A network of no known family: it has nested blocks, names in no alphabetical order, and a parameter of its own."""

    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.stem = nn.Sequential(nn.Conv2d(3, width, 3, stride=2), nn.GroupNorm(1, width), nn.PReLU())
        self.body = nn.ModuleDict({"right": nn.Sequential(nn.Linear(width, width), nn.LayerNorm(width))})
        self.body["left"] = nn.Sequential(
            nn.Sequential(nn.Linear(width, width, bias=False), nn.BatchNorm1d(width))
        )
        self.answer = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x).mean((2, 3)) * self.scale
        logits: Tensor = self.answer(x + self.body["right"](x) + self.body["left"](x))
        return logits


def _bare(kind: type[nn.Module]) -> nn.Module:
    """An object of one of torchvision's classes without its large layers; small ones get the same names."""
    model = kind.__new__(kind)
    nn.Module.__init__(model)
    return model


def _resnet(a: int, b: int, width: int, classes: int) -> nn.Module:
    def block(i: int, o: int, stride: int = 1) -> nn.Sequential:
        shortcut = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o))
        return nn.Sequential(BasicBlock(i, o, stride, shortcut if i != o or stride > 1 else None))

    model = _bare(ResNet)
    model.conv1, model.bn1 = nn.Conv2d(3, a, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(a)
    model.relu, model.maxpool = nn.ReLU(inplace=True), nn.MaxPool2d(3, stride=2, padding=1)
    model.layer1, model.layer2, model.layer3, model.layer4 = (
        block(a, a),
        block(a, b, 2),
        block(b, b),
        block(b, width),
    )
    model.avgpool, model.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(width, classes)
    return model


def _alexnet(a: int, b: int, width: int, classes: int) -> nn.Module:
    model = _bare(AlexNet)
    features = [
        nn.Conv2d(3, a, 5, stride=2),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(2),
        nn.Conv2d(a, b, 3, padding=1),
    ]
    model.features, model.avgpool = (
        nn.Sequential(*features, nn.ReLU(inplace=True)),
        nn.AdaptiveAvgPool2d((2, 2)),
    )
    hidden = [nn.Dropout(), nn.Linear(4 * b, 2 * b), nn.ReLU(inplace=True)]
    hidden += [nn.Dropout(), nn.Linear(2 * b, width), nn.ReLU(inplace=True)]
    model.classifier = nn.Sequential(*hidden, nn.Linear(width, classes))
    return model


def _vgg(a: int, b: int, width: int, classes: int) -> nn.Module:
    model = _bare(VGG)
    features = [nn.Conv2d(3, a, 3, padding=1), nn.BatchNorm2d(a), nn.ReLU(inplace=True), nn.MaxPool2d(2, 2)]
    features += [nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(inplace=True), nn.MaxPool2d(2, 2)]
    model.features, model.avgpool = nn.Sequential(*features), nn.AdaptiveAvgPool2d((2, 2))
    hidden = [
        nn.Linear(4 * b, 2 * b),
        nn.ReLU(True),
        nn.Dropout(),
        nn.Linear(2 * b, width),
        nn.ReLU(True),
        nn.Dropout(),
    ]
    model.classifier = nn.Sequential(*hidden, nn.Linear(width, classes))
    return model


def _squeezenet(a: int, b: int, width: int, classes: int) -> nn.Module:
    model = _bare(SqueezeNet)
    features = [
        nn.Conv2d(3, a, 3, stride=2),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, stride=2, ceil_mode=True),
    ]
    model.features = nn.Sequential(*features, Fire(a, b // 2, width // 2, width - width // 2))
    last = [nn.Conv2d(width, classes, 1), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d((1, 1))]
    model.classifier = nn.Sequential(nn.Dropout(), *last)
    # torch's types know no attribute of a module but tensors and modules
    cast(Any, model).num_classes = classes
    return model


def _blocks(a: int, b: int, width: int, classes: int) -> nn.Module:
    return Blocks(width, classes)


def pretrained(
    family: str,
    sizes: tuple[int, int, int, int],
    state: dict[str, Tensor] | None = None,
    frozen: tuple[str, ...] = (),
    dtype: str = "float32",
    device: str = "cpu",
) -> nn.Module:
    """A small network of a family, in train mode, with these weights; `frozen` names parameters without a gradient.

    sizes: two widths of inner layers, the width of what the last layer receives, and the number of classes.
    """
    build = {
        "resnet": _resnet,
        "alexnet": _alexnet,
        "vgg": _vgg,
        "squeezenet": _squeezenet,
        "blocks": _blocks,
    }
    model = build[family](*sizes)
    if state is not None:
        model.load_state_dict(state)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name not in frozen
    return model.to(device=device, dtype=getattr(torch, dtype))


def pairs_loader(
    images: Tensor, labels: Tensor, batch_size: int, shuffle: bool = False, order: list[int] | None = None
) -> DataLoader[Any]:
    """A loader over pairs (image, int label); order: the indices of the items as they come in every epoch."""
    # a list serves as a data set, which torch's types do not know
    pairs: Any = list(zip(images, labels.tolist(), strict=True))
    return DataLoader(pairs, batch_size=batch_size, shuffle=shuffle, sampler=order)


# ---- looking at an object ----


def state_of(model: nn.Module) -> dict[str, Tensor]:
    """Parameters and buffers as they are now, and for each parameter whether it asks for a gradient."""
    asks = {f"{name}.requires_grad": torch.tensor(p.requires_grad) for name, p in model.named_parameters()}
    return {**model.state_dict(), **asks}


def file_bytes(path: str) -> bytes | None:
    """What is in the file now; None when it is gone."""
    try:
        return Path(path).read_bytes()
    except OSError:
        return None


def same_object(a: object, b: object) -> bool:
    """Whether both are one and the same object."""
    return a is b
