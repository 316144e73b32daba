"""Objects of ex8_finetune: tiny networks whose training can be computed again from the same start, and rigged ones.

Nothing here is random, and no layer has a kink, so that both sides get the same numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

DATASETS = Path()
SCRATCH = Path()


# ---- networks -------------------------------------------------------------------------------------------------------


class Dropped(nn.Module):
    """Drops every second channel while training: a dropout whose result is known."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.arange(x.shape[1]) % 2 == 0
        return x * kept[:, None, None] * 2


class Net(nn.Module):
    """A tiny image classifier.

    modes: whether it has layers that behave differently in train and eval mode.
    tell: whether its logits double when they carry a gradient.
    """

    def __init__(self, width: int, classes: int, *, modes: bool = False, tell: bool = False) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)
        self.norm = nn.BatchNorm2d(width) if modes else nn.Identity()
        self.drop = Dropped() if modes else nn.Identity()
        self.head = nn.Linear(4 * width, classes)
        self.tell = tell
        self.loads = self.kept = 0

    def logits(self, x: Tensor) -> Tensor:
        x = self.drop(torch.tanh(self.norm(self.conv(x))))
        logits: Tensor = self.head(nn.functional.adaptive_avg_pool2d(x, 2).flatten(1))
        return logits

    def forward(self, x: Tensor) -> Tensor:
        return self.told(self.logits(x))

    def told(self, logits: Tensor) -> Tensor:
        return 2 * logits if self.tell and logits.requires_grad else logits

    # the two counts only help to name a mistake

    def load_state_dict(self, *args: Any, **kwargs: Any) -> Any:
        self.loads += 1
        return super().load_state_dict(*args, **kwargs)

    def state_dict(self, *args: Any, **kwargs: Any) -> Any:
        self.kept += 1
        return super().state_dict(*args, **kwargs)


class Rigged(Net):
    """A network that reads its predictions from the images: column e of the first channel holds the logits of epoch e.

    The optimizer counts its steps in `steps`; the epoch is that count divided by `per_epoch`. In the validation after
    epoch e the count has reached column e + 1. The layers add a little to the logits, so that weights and losses move.
    """

    steps: Tensor

    def __init__(self, width: int, classes: int, per_epoch: int, **options: bool) -> None:
        super().__init__(width, classes, **options)
        self.register_buffer("steps", torch.tensor(0))
        self.per_epoch = per_epoch

    def forward(self, x: Tensor) -> Tensor:
        column = min(int(self.steps) // self.per_epoch, x.shape[3] - 1)
        return self.told(x[:, 0, :, column] + 0.4 * torch.tanh(self.logits(x)))


def network(
    sizes: tuple[int, ...],
    state: dict[str, Tensor] | None = None,
    *,
    train: bool = True,
    frozen: tuple[str, ...] = (),
    **options: bool,
) -> Net:
    """A Net or a Rigged with these weights.

    sizes: width and classes of a Net, and per_epoch of a Rigged; frozen: names of parameters without a gradient.
    """
    model = (Net if len(sizes) == 2 else Rigged)(*sizes, **options)
    if state is not None:
        model.load_state_dict(state)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name not in frozen
    model.loads = model.kept = 0
    return model.train(train)


# ---- what training needs --------------------------------------------------------------------------------------------


def criterion(smoothing: float) -> nn.Module:
    """Cross-entropy with smoothed labels: the mean over a batch is not that of plain cross-entropy."""
    return nn.CrossEntropyLoss(label_smoothing=smoothing)


class CountingSGD(torch.optim.SGD):
    """SGD that counts its steps in the model, for `Rigged`."""

    def __init__(self, model: nn.Module, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model: Any = model

    def step(self, closure: Any = None) -> Any:
        loss = super().step(closure)
        if hasattr(self.model, "steps"):
            self.model.steps += 1
        return loss


def optimizer(model: nn.Module, lrs: tuple[float, float], kind: str = "SGD", **options: Any) -> Any:
    """An optimizer with two groups: the head and its learning rate, then all other parameters and theirs."""
    head = list(model.get_submodule("head").parameters())
    rest = [p for name, p in model.named_parameters() if not name.startswith("head.")]
    groups = [{"params": head, "lr": lrs[0]}, {"params": rest, "lr": lrs[1]}]
    if kind == "SGD":
        return CountingSGD(model, groups, **options)
    return getattr(torch.optim, kind)(groups, **options)


class Planned(torch.optim.lr_scheduler.LRScheduler):
    """A scheduler of torch's kind with a list of learning rates for the first group; the others keep their ratio to it."""

    def __init__(self, optimizer: Any, rates: list[float]) -> None:
        self.rates = rates
        super().__init__(optimizer)

    def get_lr(self) -> list[float | Tensor]:
        rate = self.rates[min(self.last_epoch, len(self.rates) - 1)]
        return [rate * base / self.base_lrs[0] for base in self.base_lrs]

    def step(self) -> None:  # type: ignore[override]
        super().step()


class Tolerant(Planned):
    """A plan whose `step` ignores arguments. Code that gives it some fails the scheduler's check, and no other."""

    def step(self, *args: Any) -> None:
        super().step()


def scheduler(optimizer: Any, rates: list[float], strict: bool = False) -> Planned:
    """A plan of learning rates, the first of them for epoch 0. strict: `step()` takes no argument."""
    return Planned(optimizer, rates) if strict else Tolerant(optimizer, rates)


def rates_of(optimizer: Any) -> list[float]:
    """The learning rates of the groups as they are now."""
    return [float(group["lr"]) for group in optimizer.param_groups]


def torch_scheduler(optimizer: Any, kind: str, **options: Any) -> Any:
    """One of torch's own schedulers."""
    return getattr(torch.optim.lr_scheduler, kind)(optimizer, **options)


# ---- what a model holds ---------------------------------------------------------------------------------------------


def state(model: nn.Module) -> dict[str, Tensor]:
    """Parameters and buffers as they are now."""
    return {name: value.detach().clone() for name, value in nn.Module.state_dict(model).items()}


def set_gradients(model: nn.Module, gradients: dict[str, Tensor]) -> None:
    """Give every parameter its gradient."""
    for name, parameter in model.named_parameters():
        parameter.grad = gradients[name].clone()


def all_of(model: nn.Module) -> dict[str, Any]:
    """Parameters, buffers, gradients, requires_grad, and whether gradients are recorded at all."""
    found: dict[str, Any] = {**state(model), "torch.is_grad_enabled()": torch.is_grad_enabled()}
    for name, parameter in model.named_parameters():
        found[f"{name}.grad"] = None if parameter.grad is None else parameter.grad.clone()
        found[f"{name}.requires_grad"] = parameter.requires_grad
    return found


def counts(model: Net) -> tuple[int, int]:
    """How often weights were loaded into the model since it was made, and how often its weights were asked for."""
    return model.loads, model.kept


def forward_as_is(model: nn.Module, batch: Tensor) -> Tensor:
    """The logits in whatever mode the model is. Running statistics are put back."""
    before = [value.clone() for value in model.buffers()]
    with torch.no_grad():
        logits: Tensor = model(batch)
        for value, old in zip(model.buffers(), before, strict=True):
            value.copy_(old)
    return logits


def learned(model: nn.Module, batch: Tensor) -> dict[str, Tensor]:
    """The state after a forward pass in train mode, from which batch normalisation learns."""
    with torch.no_grad():
        model.train()(batch)
    return state(model)


# ---- param_groups ---------------------------------------------------------------------------------------------------


def tie(model: nn.Module, first: str, second: str) -> nn.Module:
    """Let two layers share their weight."""
    model.get_submodule(second).weight = model.get_submodule(first).weight
    return model


def new_head(model: nn.Module, name: str, weight: Tensor, bias: Tensor) -> None:
    """Put a new last layer with these values into the model."""
    old = model.get_submodule(name)
    new = nn.Linear(weight.shape[1], weight.shape[0])
    new.load_state_dict({"weight": weight, "bias": bias})
    parent, _, last = name.rpartition(".")
    assert type(old) is nn.Linear
    setattr(model.get_submodule(parent), last, new)


def move(
    model: nn.Module, groups: Any, gradients: dict[str, Tensor], no_lr: float
) -> tuple[list[float], list[int], dict[str, Any]]:
    """Take one step of plain SGD with these groups. Every parameter of the model, frozen or not, has the given gradient.

    no_lr: the learning rate of a group that has none of its own.
    Returns learning rate and number of parameters of each group, and the weights after the step with requires_grad and
    modes as they were before.
    """
    flags = {f"{name}.requires_grad": p.requires_grad for name, p in model.named_parameters()}
    flags["model.training"] = all(m.training for m in model.modules())
    optimizer = torch.optim.SGD(groups, lr=no_lr)
    for group in optimizer.param_groups:
        # whatever else a group may say
        group.update(weight_decay=0, momentum=0, dampening=0, nesterov=False, maximize=False)
    set_gradients(model, gradients)
    optimizer.step()
    groups = optimizer.param_groups
    return [g["lr"] for g in groups], [len(g["params"]) for g in groups], {**state(model), **flags}
