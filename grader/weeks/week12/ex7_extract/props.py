"""What ex7_extract asks the student's side about a model: its logits, a step of training, its weights, its hooks."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def _set_head(model: nn.Module, head: tuple[Tensor, Tensor] | None) -> None:
    """Give the last weight and bias of a model these values, so that nothing depends on how they were drawn."""
    if head is not None:
        with torch.no_grad():
            for parameter, value in zip(list(model.parameters())[-2:], head, strict=True):
                parameter.copy_(value)


def forward_eval(model: nn.Module, batch: Tensor, head: tuple[Tensor, Tensor] | None = None) -> Tensor:
    """The logits in eval mode, with `head` as the weight and bias of the last layer."""
    _set_head(model, head)
    model.eval()
    with torch.no_grad():
        logits: Tensor = model(batch)
    return logits


def look(model: nn.Module, batch: Tensor) -> tuple[Tensor, list[Tensor]]:
    """The logits in eval mode, and the weights."""
    return forward_eval(model, batch), weights(model)


def weights(model: nn.Module) -> list[Tensor]:
    """All parameters and buffers in module order, whatever their names are."""
    return [value.detach().clone() for value in model.state_dict().values()]


def train_step(
    model: nn.Module,
    batch: Tensor,
    labels: Tensor,
    lr: float,
    head: tuple[Tensor, Tensor] | None = None,
    probe: tuple[Tensor, Tensor] | None = None,
) -> tuple[list[Tensor], list[Tensor]]:
    """The weights after one step of plain SGD, and those of the probe.

    In eval mode, so that no dropout and no batch statistics count. head: as in `forward_eval`; probe: weight and bias of a
    trainable layer on top of the model.
    """
    _set_head(model, head)
    top: nn.Module = nn.Identity()
    if probe is not None:
        top = nn.Linear(probe[0].shape[1], probe[0].shape[0])
        top.load_state_dict({"weight": probe[0], "bias": probe[1]})
    net = nn.Sequential(model, top).eval()
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)
    optimizer.zero_grad()
    with torch.enable_grad():
        nn.functional.cross_entropy(net(batch), labels).backward()
    optimizer.step()
    return weights(model), weights(top)


def dropout_differs(model: nn.Module, batch: Tensor) -> bool:
    """Whether two forward passes in train mode differ."""
    model.train()
    with torch.no_grad():
        return not torch.equal(model(batch), model(batch))


def clues(model: nn.Module) -> list[str]:
    """Traces that a mistake may have left. They help to name the mistake, and never decide a check."""
    found = [f"module.{name}" for m in model.modules() for name in vars(m) if "grad" in name]
    found += [f"parameter.{name}" for p in model.parameters() for name in vars(p)]
    found += [f"layer.{name}" for name, _ in model.named_children()]
    for m in [m for m in model.modules() if isinstance(m, nn.Linear | nn.Conv2d)][-1:]:
        said = m.out_features if isinstance(m, nn.Linear) else m.out_channels
        # the layer's number of outputs differs from that of its weight
        found += [f"out.{said}"] if said != len(m.weight) else []
    return sorted(set(found))


def hooks(model: nn.Module) -> int:
    """How many forward hooks there are."""
    return sum(len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules())


def devices(model: nn.Module) -> list[str]:
    """The device of each parameter, and the shapes of the last weight and bias."""
    parameters = list(model.parameters())
    return [p.device.type for p in parameters] + [str(list(p.shape)) for p in parameters[-2:]]
