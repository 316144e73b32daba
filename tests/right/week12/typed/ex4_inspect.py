from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, dataclass

import torch
from torch import Tensor, nn

Shape = tuple[int, ...]


def count_parameters(model: nn.Module, trainable_only: bool = False) -> int:
    match trainable_only:
        case True:
            return sum(p.numel() for p in model.parameters() if p.requires_grad)
        case _:
            return sum(p.numel() for p in model.parameters())


def linear_layers(model: nn.Module) -> list[str]:
    names: list[str] = []
    for name, module in model.named_modules():
        match module:
            case nn.Linear():
                names.append(name)
    return names


@contextmanager
def eval_mode(model: nn.Module) -> Iterator[None]:
    saved: list[tuple[nn.Module, bool]] = [(m, m.training) for m in model.modules()]
    model.eval()
    try:
        yield
    finally:
        for module, training in saved:
            module.training = training


def trace_shapes(model: nn.Module, batch: Tensor) -> dict[str, Shape]:
    shapes: dict[str, Shape] = {}

    def record(name: str, module: nn.Module, stack: ExitStack) -> None:
        def hook(_module: nn.Module, _args: tuple[Tensor, ...], output: Tensor) -> None:
            shapes[name] = tuple(output.shape)

        stack.callback(module.register_forward_hook(hook).remove)

    with ExitStack() as stack:
        stack.enter_context(eval_mode(model))
        stack.enter_context(torch.no_grad())
        for name, module in model.named_modules():
            match list(module.children()):
                case []:
                    record(name, module, stack)
        model(batch)
    return shapes


@dataclass(frozen=True)
class Window:
    kernel: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    @property
    def covers(self) -> int:
        return self.dilation * (self.kernel - 1) + 1

    def places(self, size: int) -> int:
        return (size + 2 * self.padding - self.covers) // self.stride + 1


def conv_out(size: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return Window(kernel, stride, padding, dilation).places(size)


@dataclass(slots=True)
class Weight:
    name: str
    parameters: int
    mib: float

    @classmethod
    def of(cls, name: str, model: nn.Module) -> Weight:
        size: int = sum(p.numel() * p.dtype.itemsize for p in model.parameters())
        return cls(name, count_parameters(model), size / 2**20)


def rank_models(models: dict[str, nn.Module]) -> list[tuple[str, int, float]]:
    weights = [Weight.of(name, model) for name, model in models.items()]
    return [astuple(w) for w in sorted(weights, key=lambda w: w.parameters)]
