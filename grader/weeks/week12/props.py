"""Objects that are built on the student's side, from values that the examiner sends.

This text runs in two processes: beside the student's module, where it builds what cannot cross as data (models, loaders,
spies), and in the examiner, which computes its own answers with the same builders. It therefore holds no expected value.
`DATASETS` (the folder of real data) and, on the student's side, `SCRATCH` are set before it runs.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision.models import VGG, AlexNet, ResNet, SqueezeNet
from torchvision.models.resnet import BasicBlock
from torchvision.models.squeezenet import Fire

DATASETS: Path
SCRATCH: Path


def write_file(name: str, data: bytes) -> str:
    """Write into the scratch folder; returns the path."""
    path = SCRATCH / name
    path.write_bytes(data)
    return str(path)


# ---- ex7 ----


class Blocks(nn.Module):
    """A network of no known family: nested blocks, names that are not in alphabetical order, a parameter of its own."""

    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.stem = nn.Sequential(nn.Conv2d(3, width, 3, stride=2), nn.GroupNorm(1, width), nn.PReLU())
        self.body = nn.ModuleDict({"right": nn.Sequential(nn.Linear(width, width), nn.LayerNorm(width))})
        self.body["left"] = nn.Sequential(nn.Sequential(nn.Linear(width, width, bias=False), nn.BatchNorm1d(width)))
        self.answer = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x).mean((2, 3)) * self.scale
        return self.answer(x + self.body["right"](x) + self.body["left"](x))


def _bare(kind: type[nn.Module]) -> nn.Module:
    """An object of one of torchvision's classes without its (large) layers, for small ones of the same names."""
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
    model.layer1, model.layer2, model.layer3, model.layer4 = block(a, a), block(a, b, 2), block(b, b), block(b, width)
    model.avgpool, model.fc = nn.AdaptiveAvgPool2d((1, 1)), nn.Linear(width, classes)
    return model


def _alexnet(a: int, b: int, width: int, classes: int) -> nn.Module:
    model = _bare(AlexNet)
    features = [nn.Conv2d(3, a, 5, stride=2), nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.Conv2d(a, b, 3, padding=1)]
    model.features, model.avgpool = nn.Sequential(*features, nn.ReLU(inplace=True)), nn.AdaptiveAvgPool2d((2, 2))
    hidden = [nn.Dropout(), nn.Linear(4 * b, 2 * b), nn.ReLU(inplace=True)]
    hidden += [nn.Dropout(), nn.Linear(2 * b, width), nn.ReLU(inplace=True)]
    model.classifier = nn.Sequential(*hidden, nn.Linear(width, classes))
    return model


def _vgg(a: int, b: int, width: int, classes: int) -> nn.Module:
    model = _bare(VGG)
    features = [nn.Conv2d(3, a, 3, padding=1), nn.BatchNorm2d(a), nn.ReLU(inplace=True), nn.MaxPool2d(2, 2)]
    features += [nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(inplace=True), nn.MaxPool2d(2, 2)]
    model.features, model.avgpool = nn.Sequential(*features), nn.AdaptiveAvgPool2d((2, 2))
    hidden = [nn.Linear(4 * b, 2 * b), nn.ReLU(True), nn.Dropout(), nn.Linear(2 * b, width), nn.ReLU(True), nn.Dropout()]
    model.classifier = nn.Sequential(*hidden, nn.Linear(width, classes))
    return model


def _squeezenet(a: int, b: int, width: int, classes: int) -> nn.Module:
    model = _bare(SqueezeNet)
    features = [nn.Conv2d(3, a, 3, stride=2), nn.ReLU(inplace=True), nn.MaxPool2d(3, stride=2, ceil_mode=True)]
    model.features = nn.Sequential(*features, Fire(a, b // 2, width // 2, width - width // 2))
    last = [nn.Conv2d(width, classes, 1), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d((1, 1))]
    model.classifier, model.num_classes = nn.Sequential(nn.Dropout(), *last), classes
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
    """A small network of a family (in train mode) with these weights; `frozen` names parameters without gradient.

    sizes: two widths of inner layers, the width of what the last layer receives, and the number of classes.
    """
    build = {"resnet": _resnet, "alexnet": _alexnet, "vgg": _vgg, "squeezenet": _squeezenet, "blocks": _blocks}
    model = build[family](*sizes)
    if state is not None:
        model.load_state_dict(state)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name not in frozen
    return model.to(device=device, dtype=getattr(torch, dtype))


def pairs_loader(images: Tensor, labels: Tensor, batch_size: int, shuffle: bool = False) -> DataLoader:
    """A loader over `(image, label)` tuples with plain int labels."""
    pairs = list(zip(images, labels.tolist(), strict=True))
    return DataLoader(pairs, batch_size=batch_size, shuffle=shuffle)


def same_object(a: object, b: object) -> bool:
    return a is b


def _set_head(model: nn.Module, head: tuple[Tensor, Tensor] | None) -> None:
    """Give the last weight and bias of a model these values, so that nothing depends on how they were drawn."""
    if head is not None:
        with torch.no_grad():
            for parameter, value in zip(list(model.parameters())[-2:], head, strict=True):
                parameter.copy_(value)


def _values(model: nn.Module) -> list[Tensor]:
    """All parameters and buffers in module order, whatever their names are."""
    return [value.detach().clone() for value in model.state_dict().values()]


def forward_eval(model: nn.Module, batch: Tensor, head: tuple[Tensor, Tensor] | None = None) -> Tensor:
    """The logits in eval mode, with `head` as the weight and bias of the last layer."""
    _set_head(model, head)
    model.eval()
    with torch.no_grad():
        return model(batch)


def weights(model: nn.Module) -> list[Tensor]:
    return _values(model)


def train_step(
    model: nn.Module,
    batch: Tensor,
    labels: Tensor,
    lr: float,
    head: tuple[Tensor, Tensor] | None = None,
    probe: tuple[Tensor, Tensor] | None = None,
) -> tuple[list[Tensor], list[Tensor]]:
    """One step of plain SGD (in eval mode: no dropout, no batch statistics); the weights afterwards, and the probe's.

    probe: weight and bias of a trainable layer on top of the model.
    """
    _set_head(model, head)
    top = nn.Identity()
    if probe is not None:
        top = nn.Linear(probe[0].shape[1], probe[0].shape[0])
        top.load_state_dict({"weight": probe[0], "bias": probe[1]})
    net = nn.Sequential(model, top).eval()
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    optimizer.zero_grad()
    with torch.enable_grad():
        nn.functional.cross_entropy(net(batch), labels).backward()
    optimizer.step()
    return _values(model), _values(top)


def dropout_differs(model: nn.Module, batch: Tensor) -> bool:
    """Whether two forward passes in train mode differ."""
    model.train()
    with torch.no_grad():
        return not torch.equal(model(batch), model(batch))


def clues(model: nn.Module) -> list[str]:
    """What a mistake may have left behind: only for naming it, never for a decision."""
    found = [f"module.{name}" for m in model.modules() for name in vars(m) if "grad" in name]
    found += [f"parameter.{name}" for p in model.parameters() for name in vars(p)]
    found += [f"layer.{name}" for name, _ in model.named_children()]
    last = [m for m in model.modules() if isinstance(m, nn.Linear | nn.Conv2d)][-1:]
    found += [f"out.{getattr(m, 'out_features', getattr(m, 'out_channels', None))}" for m in last]
    return sorted(set(found))


def hooks(model: nn.Module) -> int:
    """How many forward hooks there are."""
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules())


def devices(model: nn.Module) -> list[str]:
    """The device of each parameter, and the shape of the last weight."""
    parameters = list(model.parameters())
    return [p.device.type for p in parameters] + [str(list(p.shape)) for p in parameters[-2:]]
