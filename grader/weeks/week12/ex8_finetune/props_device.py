"""Another device for ex8_finetune, on a machine that has none: tensors, a model and a loader that say where they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader


class Placed(Tensor):
    """A tensor that says which device it is on, and does not mix with those of another one. In truth all are on the CPU."""

    place = "cpu"
    device = property(lambda self: torch.device(self.place))

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        out = super().__torch_function__(func, types, args, kwargs)
        name = getattr(func, "__name__", "")
        places = [a.place for a in _flat((args, kwargs)) if isinstance(a, Placed)]
        place = places[0] if places else "cpu"
        if name == "cpu":
            place = "cpu"
        elif name == "to":
            place = _target(args[1:], kwargs) or place
        elif name in ("eq", "ne", "__eq__", "cross_entropy", "log_softmax"):
            _together(places)
        for tensor in _flat(out):
            if isinstance(tensor, Placed) and name != "__set__":
                tensor.place = place
        return out

    def __format__(self, spec: str) -> str:
        return format(self.detach().as_subclass(Tensor), spec)  # torch formats no subclass

    def __deepcopy__(self, memo: dict[int, Placed]) -> Placed:
        if id(self) not in memo:
            copied: Any = self.detach().clone()
            copied = nn.Parameter(copied, self.requires_grad) if isinstance(self, nn.Parameter) else copied
            copied.place = self.place
            memo[id(self)] = copied
        return memo[id(self)]


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    return [x for v in value for x in _flat(v)] if isinstance(value, list | tuple) else [value]


def _target(args: Any, kwargs: dict[str, Any]) -> str:
    """The device that `.to(...)` is asked for, or nothing."""
    for a in (*args, *kwargs.values()):
        if isinstance(a, Placed):
            return a.place
        if isinstance(a, torch.device) or (isinstance(a, str) and a != ""):
            return str(a)
    return ""


def _together(places: list[str]) -> None:
    if len(set(places)) > 1:
        raise RuntimeError(f"{_TWO}, {' and '.join(sorted(set(places)))}")


# torch.load(..., map_location="cpu:2") brings saved weights to the stand-in as it would to a GPU
torch.serialization.register_package(
    5, lambda storage: None, lambda storage, place: storage if place.startswith("cpu:") else None
)

_TWO = "Expected all tensors to be on the same device, but found at least two devices"


class Places(set[str]):
    """Devices; copies of a model share one set of them."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Places:
        return self

    def __copy__(self) -> Places:
        return self


class PlacedNet(nn.Module):
    """A linear classifier on a device; it refuses a batch that is on another one."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.head = nn.Linear(weight.shape[1], weight.shape[0])
        for name, value in (("weight", weight), ("bias", bias)):
            self.head.register_parameter(name, nn.Parameter(value.clone().as_subclass(Placed)))
        self.places = Places()

    def to(self, *args: Any, **kwargs: Any) -> PlacedNet:
        parameters: Iterable[Any] = self.parameters()
        for parameter in parameters:
            parameter.place = _target(args, kwargs) or parameter.place
        return self

    def forward(self, x: Tensor) -> Tensor:
        model, batch = (getattr(t, "place", "cpu") for t in (self.head.weight, x))
        if model != batch:
            raise RuntimeError(f"{_TWO}: the model is on {model}, the batch is on {batch}")
        self.places.add(model)
        logits: Tensor = self.head(x.flatten(1))
        return logits


class PlacedCriterion(nn.CrossEntropyLoss):
    """Cross-entropy that refuses labels on another device than the logits."""

    def forward(self, logits: Tensor, labels: Tensor) -> Tensor:
        ours, theirs = (getattr(t, "place", "cpu") for t in (logits, labels))
        if ours != theirs:
            raise RuntimeError(f"{_TWO}: the model is on {ours}, the labels are on {theirs}")
        return super().forward(logits, labels)


def placed_net(weight: Tensor, bias: Tensor) -> nn.Module:
    """A PlacedNet with these weights."""
    return PlacedNet(weight, bias)


def places(model: PlacedNet) -> list[str]:
    """The devices on which the model was called."""
    return sorted(model.places)


def placed_criterion() -> nn.Module:
    """A PlacedCriterion."""
    return PlacedCriterion()


def placed_loader(images: Tensor, labels: Tensor, batch_size: int) -> DataLoader[Any]:
    """A loader whose batches are on the CPU, as those of every loader are, and can be moved."""

    def collate(items: list[tuple[Tensor, int]]) -> tuple[Tensor, Tensor]:
        batch, targets = torch.stack([image for image, _ in items]), torch.tensor([y for _, y in items])
        return batch.as_subclass(Placed), targets.as_subclass(Placed)

    # a list serves as a data set, which torch's types do not know
    pairs: Any = list(zip(images, labels.tolist(), strict=True))
    return DataLoader(pairs, batch_size=batch_size, collate_fn=collate)


# a student may save the weights to a file and load them again
torch.serialization.add_safe_globals([Placed])
