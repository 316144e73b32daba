"""The detector of ex6_detect: it computes what it finds from the pixels, with weights that the examiner draws.

It is called as torchvision's detectors are, and complains in their words. It holds no expected value.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn


class Elsewhere(Tensor):
    """A tensor that says it is on another device, for a machine that has none.

    Its numbers have the wrong sign until they are brought to the CPU: the values themselves show whether that was done.
    """

    device = property(lambda self: torch.device("cuda", 0))
    is_cpu = property(lambda self: False)
    is_cuda = property(lambda self: True)

    @classmethod
    def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if func.__name__ == "__format__":  # as f"{score:.3f}" does, the numbers as they are on the CPU
            return format(arrived(args[0]), *args[1:])
        told = [a for a in (*args[1:], *kwargs.values()) if isinstance(a, str | torch.device | Tensor)]
        places = [a.device if isinstance(a, Tensor) else torch.device(a) for a in told]
        if func.__name__ == "numpy":
            raise TypeError(
                "can't convert cuda:0 device type tensor to numpy. "
                "Use Tensor.cpu() to copy the tensor to host memory first."
            )
        if func.__name__ == "cuda" or (func.__name__ == "to" and places and places[0].type != "cpu"):
            return args[0]
        if func.__name__ in ("cpu", "tolist", "item") or (func.__name__ == "to" and places):
            return func(arrived(args[0]), *args[1:], **kwargs)
        return super().__torch_function__(func, types, args, kwargs)


def arrived(value: Tensor) -> Tensor:
    """The numbers as they are on the CPU."""
    return value.as_subclass(Tensor).neg()


def sent_away(value: Tensor) -> Tensor:
    """The numbers as they are on the other device."""
    return value.neg().as_subclass(Elsewhere)


def _arriving(function: Any) -> Any:
    """Make `torch.as_tensor(x, device="cpu")` bring it to the CPU, too: torch does not hand this call to a subclass."""

    @functools.wraps(function)
    def wrapped(data: Any, *args: Any, **kwargs: Any) -> Any:
        place = kwargs.get("device")
        if isinstance(data, Elsewhere) and place is not None and torch.device(place).type == "cpu":
            data = arrived(data)
        return function(data, *args, **kwargs)

    return wrapped


torch.as_tensor, torch.asarray = _arriving(torch.as_tensor), _arriving(torch.asarray)


class Detector(nn.Module):
    """Finds an object in every cell of a grid over the image that is not black; its mean colour decides box and score."""

    classes: Tensor

    def __init__(self, grid: int, *, masks: bool = False, away: bool = False) -> None:
        """masks: the result has one more key; away: the result lies on another device."""
        super().__init__()
        self.grid, self.masks, self.away = grid, masks, away
        self.norm = nn.BatchNorm2d(3)
        self.head = nn.Linear(3, 5)
        self.register_buffer("classes", torch.ones(grid * grid, dtype=torch.int64))

    def cpu(self) -> Detector:
        # a model, or a copy of it, that was moved to the CPU answers there
        self.away = False
        return super().cpu()

    def to(self, *args: Any, **kwargs: Any) -> Detector:
        place = torch._C._nn._parse_to(*args, **kwargs)[0]
        self.away = self.away and (place is None or place.type != "cpu")
        return super().to(*args, **kwargs)

    def forward(self, images: Iterable[Tensor], targets: Any = None) -> Any:
        if self.training and targets is None:
            raise AssertionError("targets should not be none when in training mode")
        found = []
        for image in images:
            if image.dim() != 3:
                text = "images is expected to be a list of 3d tensors of shape [C, H, W], got"
                raise ValueError(f"{text} {image.shape}")
            found.append(self.look(image))
        return {"loss_classifier": self.head.weight.sum()} if self.training else found

    def look(self, image: Tensor) -> dict[str, Tensor]:
        """The objects of one image, best first."""
        pool = functools.partial(nn.functional.adaptive_avg_pool2d, output_size=self.grid)
        seen = pool(image.as_subclass(Tensor)).flatten(1).T.mean(dim=1) > 0.0005  # [cells]
        colours = pool(self.norm(image.as_subclass(Tensor)[None]))[0].flatten(1).T  # [cells, 3]
        values = self.head(colours[seen]).sigmoid()  # [n, 5]
        order = values[:, 4].argsort(descending=True)
        values = values[order]
        scores = values[:, 4].clone(memory_format=torch.contiguous_format)
        height, width = image.shape[-2:]
        size = torch.tensor([width, height])
        corners = [values[:, :2] * size / 2, (1 + values[:, 2:4]) * size / 2]
        result = {"boxes": torch.cat(corners, dim=1), "labels": self.classes[seen][order]}
        result["scores"] = scores
        if self.masks:
            result["masks"] = scores[:, None, None, None] * torch.ones(1, height, width)
        return {key: sent_away(value) if self.away else value for key, value in result.items()}


def detector(
    state: dict[str, Tensor],
    grid: int,
    *,
    train: bool = False,
    frozen: tuple[str, ...] = (),
    grads: dict[str, Tensor] | None = None,
    **options: bool,
) -> nn.Module:
    """A detector with these weights, in eval or train mode; options: `masks` and `away`.

    frozen: the parameters that ask for no gradient; grads: gradients that a training step has left.
    """
    model = Detector(grid, **options)
    model.load_state_dict(state)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name not in frozen
        parameter.grad = (grads or {}).get(name)
    return model.train(train)


def condition(model: nn.Module) -> dict[str, Any]:
    """All that a call may have changed in a model, by what it is and by name."""
    parameters = dict(model.named_parameters())
    return {
        "values": dict(model.state_dict()),
        "asks": {name: parameter.requires_grad for name, parameter in parameters.items()},
        "grads": {name: parameter.grad for name, parameter in parameters.items()},
        "training": [name or "model" for name, module in model.named_modules() if module.training],
    }


def paint(picture: Any) -> None:
    """Paint all of a picture black."""
    picture.paste((0, 0, 0), (0, 0, *picture.size))
