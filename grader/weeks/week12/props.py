"""Objects that are built on the student's side, from values that the examiner sends.

This text runs in two processes: beside the student's module, where it builds what cannot cross as data (models, loaders,
spies), and in the examiner, which computes its own answers with the same builders. It therefore holds no expected value.
`DATASETS` (the folder of real data) and, on the student's side, `SCRATCH` are set when it has been loaded.
"""

from __future__ import annotations

import contextlib
import functools
from pathlib import Path
from typing import Any, ClassVar

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision.models import VGG, AlexNet, ResNet, SqueezeNet, squeezenet1_1
from torchvision.models.resnet import BasicBlock
from torchvision.models.squeezenet import Fire

DATASETS = Path()
SCRATCH = Path()


# ---- ex1, ex2 ----


def wipe_file(path: str) -> None:
    """Overwrite the file with zeros and delete it: who has not read it by now reads nothing."""
    Path(path).write_bytes(bytes(Path(path).stat().st_size))
    with contextlib.suppress(OSError):  # Windows deletes no file that is still open
        Path(path).unlink()


def classifier(width: int, classes: int, *, norm: bool = True, drop: bool = True) -> nn.Module:
    """A tiny image classifier; as every new module it is in train mode."""
    return nn.Sequential(
        nn.Conv2d(3, width, 3, padding=1),
        nn.BatchNorm2d(width) if norm else nn.Identity(),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.5) if drop else nn.Identity(),
        nn.Linear(width * 4, classes),
    )


def loaded_classifier(
    state: dict[str, Tensor], *sizes: int, norm: bool = True, drop: bool = True, train: bool = False
) -> nn.Module:
    """`classifier` with the weights `state`, in eval or train mode."""
    model = classifier(*sizes, norm=norm, drop=drop)
    model.load_state_dict(state)
    return model.train(train)


def squeezenet() -> nn.Module:
    """The real network with ImageNet's weights, in train mode as torchvision makes it."""
    from safetensors.torch import load_file

    with torch.device("meta"):  # no time is lost on random weights
        model = squeezenet1_1()
    state = load_file(DATASETS / "weights" / "squeezenet1_1.safetensors")
    model.load_state_dict({name: value.float() for name, value in state.items()}, assign=True)
    return model


@functools.cache
def shared_squeezenet() -> nn.Module:
    """The examiner's own, in eval mode: built once for all submissions, and never handed to a student."""
    return squeezenet().eval()


def state_of(model: nn.Module) -> dict[str, Tensor]:
    """Parameters and buffers, and for each parameter whether it asks for a gradient, as they are now."""
    asks = {f"{name}.requires_grad": torch.tensor(p.requires_grad) for name, p in model.named_parameters()}
    return {**model.state_dict(), **asks}


class Batch(Tensor):
    """A batch that remembers whether somebody asked to move it."""

    asked = False

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        Batch.asked |= func.__name__ in ("to", "cuda")
        return super().__torch_function__(func, types, args, kwargs or {})


class Away(Tensor):
    """Numbers that say they lie on another device, until they are brought to the CPU."""

    device = property(lambda self: torch.device("meta"))  # type: ignore[assignment]
    is_cpu = property(lambda self: False)  # type: ignore[assignment]

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if func.__name__ == "to":
            places = [
                torch.device(a) for a in (*args[1:], *kwargs.values()) if isinstance(a, str | torch.device)
            ]
            places += [a.device for a in (*args[1:], *kwargs.values()) if isinstance(a, Tensor)]
            if places and places[0].type != "cpu":
                return args[0]
            if places:
                return args[0].as_subclass(Tensor).to(*args[1:], **kwargs)
        if func.__name__ == "cpu":
            return args[0].as_subclass(Tensor)
        return super().__torch_function__(func, types, args, kwargs)


def _bringing_back(function: Any) -> Any:
    """`torch.as_tensor(x, device="cpu")` brings back too, but torch hands these two to no subclass."""

    @functools.wraps(function)
    def wrapped(data: Any, *args: Any, **kwargs: Any) -> Any:
        place = kwargs.get("device")
        if isinstance(data, Away) and place is not None and torch.device(place).type == "cpu":
            data = data.as_subclass(Tensor)
        return function(data, *args, **kwargs)

    return wrapped


torch.as_tensor, torch.asarray = _bringing_back(torch.as_tensor), _bringing_back(torch.asarray)


class DeviceSpy(nn.Module):
    """A classifier that notes where it and its batch are. Its answer was given to it, and comes from another device.

    A machine without a second real device still has "meta", whose tensors have a shape but no numbers.
    """

    seen: ClassVar[list[str]] = []  # of the class: a deep copy reports here too
    done: ClassVar[int] = 0  # images so far: a batch may come in pieces

    def __init__(self, answer: Tensor) -> None:
        super().__init__()
        self.layer = nn.Linear(3, answer.shape[1])
        self.answer = answer
        DeviceSpy.seen, DeviceSpy.done = [], 0
        Batch.asked = False

    def forward(self, x: Tensor) -> Tensor:
        model, batch = self.layer.weight.device.type, x.device.type
        DeviceSpy.seen = [model, batch]
        if model != batch:  # torch itself says nothing here when one of them is "meta"
            text = f"found at least two devices: the model is on {model}, the batch is on {batch}"
            note = " although .to() was called" if Batch.asked and batch == "cpu" else ""
            raise RuntimeError(f"Expected all tensors to be on the same device, but {text}{note}")
        self.layer(x.mean((2, 3)))
        begin = DeviceSpy.done % len(self.answer)
        DeviceSpy.done += len(x)
        return self.answer[begin : begin + len(x)].as_subclass(Away)

    def _apply(self, fn: Any, recurse: bool = True) -> Any:
        try:
            return super()._apply(fn, recurse)
        except NotImplementedError:  # back to the CPU, which is allowed, but "meta" has nothing to bring back
            return self.to_empty(device="cpu")


def batch_spy(batch: Tensor) -> Tensor:
    return batch.as_subclass(Batch)


def device_report(result: object) -> tuple[list[str], bool]:
    """Where model and batch were when the spy ran, and whether the result was brought to the CPU."""
    return DeviceSpy.seen, not isinstance(result, Away)


# ---- small networks of the known families: ex7, ex8 ----


class Blocks(nn.Module):
    """A network of no known family: nested blocks, names that are not in alphabetical order, a parameter of its own."""

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
) -> DataLoader:
    """A loader over `(image, label)` tuples with plain int labels; `order`: which item comes when, in every pass."""
    pairs = list(zip(images, labels.tolist(), strict=True))
    return DataLoader(pairs, batch_size=batch_size, shuffle=shuffle, sampler=order)


def same_object(a: object, b: object) -> bool:
    return a is b
