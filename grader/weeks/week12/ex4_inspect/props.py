"""Networks of ex4_inspect: each is built from a plan that the examiner draws; no name, size or order is known beforehand.

A plan is a list of parts `[name, kind, *arguments]` in the order in which they are registered; the last argument may be a
dict of keywords. A part of kind "block" holds a plan of its own and the order in which its children are called.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.modules.module import _global_forward_hooks, _global_forward_pre_hooks


class Block(nn.Module):
    """Calls its children in the given order, which may leave some out and name some twice.

    Between them it may do what no child does: see FUNCTIONS.
    """

    def __init__(self, plan: list[list[Any]], calls: list[str]) -> None:
        super().__init__()
        self.calls = calls
        for name, kind, *args in plan:
            kwargs = args.pop() if args and isinstance(args[-1], dict) else {}
            if kind == "parameter":
                self.register_parameter(name, nn.Parameter(torch.ones(args)))
            elif kind == "buffer":
                self.register_buffer(name, torch.ones(args))
            else:
                self.add_module(name, KINDS[kind](*args, **kwargs))

    def forward(self, x: Tensor) -> Tensor:
        for name in self.calls:
            x = FUNCTIONS[name](self, x) if name in FUNCTIONS else getattr(self, name)(x)
        return x


FUNCTIONS: dict[str, Callable[[nn.Module, Tensor], Tensor]] = {
    "() flatten": lambda block, x: torch.flatten(x, 1),
    "() widen": lambda block, x: functional.pad(x, (1, 1)),
    "() thin": lambda block, x: x[:, ::2] if block.training else x,
}
"""What a forward does without a module. No module has such a name."""


class Scorer(nn.Linear):
    """A fully connected layer whose class has another name."""


class Lookalike(nn.Module):
    """Looks like a fully connected layer in every attribute, but is none."""

    def __init__(self, in_features: int, out_features: int) -> None:
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = nn.Parameter(torch.ones(out_features, in_features))
        self.bias = nn.Parameter(torch.ones(out_features))


class Thinner(nn.Module):
    """Gives every second column of [N, C] in train mode and all of them in eval mode: the output's shape shows the mode."""

    def forward(self, x: Tensor) -> Tensor:
        return x[:, ::2] if self.training else x


class Doubler(nn.Module):
    """Gives [N, C] twice, side by side, while gradients are recorded: the output's shape shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(()))

    def forward(self, x: Tensor) -> Tensor:
        y = x * self.weight
        return torch.cat([y, y], dim=1) if y.requires_grad else y


KINDS: dict[str, Any] = {
    "block": Block,
    "linear": nn.Linear,
    "scorer": Scorer,
    "lookalike": Lookalike,
    "bilinear": nn.Bilinear,
    "attention": nn.MultiheadAttention,
    "embedding": nn.Embedding,
    "conv": nn.Conv2d,
    "conv1d": nn.Conv1d,
    "norm": nn.BatchNorm2d,
    "relu": nn.ReLU,
    "pool": nn.MaxPool2d,
    "flatten": nn.Flatten,
    "dropout": nn.Dropout,
    "identity": nn.Identity,
    "sequence": lambda plan: nn.Sequential(*[KINDS[kind](*args) for kind, *args in plan]),
    "thinner": Thinner,
    "doubler": Doubler,
}


def network(
    plan: list[list[Any]],
    calls: list[str] | None = None,
    *,
    shared: dict[str, str] | None = None,
    frozen: list[str] | None = None,
    dtypes: dict[str, str] | None = None,
    state: dict[str, Tensor] | None = None,
    train: bool = True,
    other_mode: tuple[str, ...] = (),
) -> nn.Module:
    """The network of a plan; all biases are 0, as in many new networks.

    shared: parameter name to the name of another one that takes its place; frozen: names of parameters without a gradient;
    dtypes: module name ("" for all) to a floating type; state: weights; train: train or eval mode;
    other_mode: names of modules that are in the other mode, as a frozen batch normalisation is.
    """
    model = Block(plan, calls or [])
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            nn.init.zeros_(parameter)
    for name, source in (shared or {}).items():
        place, _, last = name.rpartition(".")
        setattr(model.get_submodule(place), last, model.get_parameter(source))
    for name in frozen or []:
        model.get_parameter(name).requires_grad = False
    for name, dtype in (dtypes or {}).items():
        model.get_submodule(name).to(getattr(torch, dtype))
    if state is not None:
        model.load_state_dict(state)
    model.train(train)
    for name in other_mode:
        model.get_submodule(name).train(not train)
    return model


def share_layer(source: nn.Module, target: nn.Module, name: str) -> nn.Module:
    """`target`, with the layer `name` of another network in place of its own."""
    setattr(target, name, getattr(source, name))
    return target


def _tripled(module: nn.Module, inputs: Any, output: Tensor) -> Tensor:
    return 3 * output


def triple(model: nn.Module, name: str) -> None:
    """Put a hook on a layer that multiplies its output by 3. It is not the student's, and has to stay."""
    model.get_submodule(name).register_forward_hook(_tripled)


def with_gradients(model: nn.Module) -> nn.Module:
    """The model, as it is after a backward pass in which the last parameter took no part: gradients, here of ones."""
    for parameter in [p for p in model.parameters() if p.requires_grad][:-1]:
        parameter.grad = torch.ones_like(parameter)
    return model


def condition(model: nn.Module) -> dict[str, Any]:
    """What a call could leave changed in the model: modes, what is frozen, gradients, values."""
    found: dict[str, Any] = {f"{name or 'model'}.training": m.training for name, m in model.named_modules()}
    for name, parameter in model.named_parameters():
        found[f"{name}.requires_grad"] = parameter.requires_grad
        found[f"{name}.grad"] = parameter.grad
    return found | {name: value.detach() for name, value in model.state_dict().items()}


def output(model: nn.Module, batch: Tensor) -> Tensor:
    """The output in the mode that the model is in."""
    with torch.no_grad():
        logits: Tensor = model(batch)
    return logits


def hooks(model: nn.Module) -> int:
    """How many forward hooks there are, on the modules of the model and for all modules at once."""
    own = sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules())
    return own + len(_global_forward_hooks) + len(_global_forward_pre_hooks)
