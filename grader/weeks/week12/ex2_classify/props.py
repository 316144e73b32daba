"""Objects of ex2_classify: a tiny classifier, and a model and a batch that notice whether they were moved to a device."""

from __future__ import annotations

import functools
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

NORM = "1"
"""The name of the batch norm in `classifier`."""


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
    state: dict[str, Tensor],
    *sizes: int,
    norm: bool = True,
    drop: bool = True,
    train: bool = False,
    but: str = "",
    frozen: str = "",
) -> nn.Module:
    """`classifier` with the weights `state`, in eval or train mode; the layer `but` is in the other mode.

    The layer `frozen` is frozen.
    """
    model = classifier(*sizes, norm=norm, drop=drop)
    model.load_state_dict(state)
    model.train(train)
    if but:
        model.get_submodule(but).train(not train)
    if frozen:
        model.get_submodule(frozen).requires_grad_(False)
    return model


def training_in(model: nn.Module) -> list[str]:
    """Names of the modules that are in train mode; the model itself is `model`."""
    return [name or "model" for name, module in model.named_modules() if module.training]


def gradients_in(model: nn.Module) -> list[str]:
    """Names of the parameters that hold a gradient."""
    return [f"{name}.grad" for name, p in model.named_parameters() if p.grad is not None]


class Batch(Tensor):
    """A batch that remembers whether somebody asked to move it."""

    asked = False

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        Batch.asked |= func.__name__ in ("to", "cuda")
        return super().__torch_function__(func, types, args, kwargs or {})


class Away(Tensor):
    """Numbers that say they lie on another device, until they are brought to the CPU."""

    device = property(lambda self: torch.device("meta"))
    is_cpu = property(lambda self: False)

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
    """Make `torch.as_tensor(x, device="cpu")` bring it back, too: torch does not hand this call to a subclass."""

    @functools.wraps(function)
    def wrapped(data: Any, *args: Any, **kwargs: Any) -> Any:
        place = kwargs.get("device")
        if isinstance(data, Away) and place is not None and torch.device(place).type == "cpu":
            data = data.as_subclass(Tensor)
        return function(data, *args, **kwargs)

    return wrapped


torch.as_tensor, torch.asarray = _bringing_back(torch.as_tensor), _bringing_back(torch.asarray)


class DeviceSpy(nn.Module):
    """A classifier that notes where it and its batch are. It returns the `answer` it was made with, on another device.

    The other device is "meta", which every machine has; its tensors have a shape but no numbers.
    """

    # kept on the class, so that a deep copy reports here too
    seen: ClassVar[list[str]] = []
    """The devices of model and batch in the last call."""
    done: ClassVar[int] = 0
    """How many images were seen: a batch may come in pieces."""

    def __init__(self, answer: Tensor) -> None:
        super().__init__()
        self.layer = nn.Linear(3, answer.shape[1])
        self.answer = answer
        DeviceSpy.seen, DeviceSpy.done = [], 0
        Batch.asked = False

    def forward(self, x: Tensor) -> Tensor:
        model, batch = self.layer.weight.device.type, x.device.type
        DeviceSpy.seen = [model, batch]
        if model != batch:
            # torch itself says nothing here when one of them is "meta"
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
        except NotImplementedError:
            # the way back to the CPU is allowed, but "meta" has no numbers to bring back
            return self.to_empty(device="cpu")


def batch_spy(batch: Tensor) -> Tensor:
    """The batch, which remembers from now on."""
    return batch.as_subclass(Batch)


def device_report(result: object) -> tuple[list[str], bool]:
    """Where model and batch were when the spy ran, and whether the result was brought to the CPU."""
    return DeviceSpy.seen, not isinstance(result, Away)
