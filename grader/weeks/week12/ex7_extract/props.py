"""What ex7_extract asks the student's side about a model: its logits, a step of training, what is left in it."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn
from torchvision.models import ResNet


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
    optimizer: torch.optim.Optimizer | None = None,
) -> tuple[list[Tensor], list[Tensor], Tensor | None]:
    """The weights after one step of SGD, those of the probe, and with a probe the gradient of the images.

    In eval mode, so that no dropout and no batch statistics count. With weight decay, so that zero gradients count, too.
    head: as in `forward_eval`; probe: weight and bias of a trainable layer on top of the model; optimizer: one made before.
    """
    _set_head(model, head)
    top: nn.Module = nn.Identity()
    if probe is not None:
        top = nn.Linear(probe[0].shape[1], probe[0].shape[0])
        top.load_state_dict({"weight": probe[0], "bias": probe[1]})
    net = nn.Sequential(model, top).eval()
    optimizer = optimizer or torch.optim.SGD(net.parameters(), lr=lr, weight_decay=0.05)
    optimizer.zero_grad()
    images = batch.clone().requires_grad_(probe is not None)
    with torch.enable_grad():
        nn.functional.cross_entropy(net(images), labels).backward()
    optimizer.step()
    return weights(model), weights(top), images.grad


def optimizer_of(model: nn.Module, lr: float) -> torch.optim.Optimizer:
    """The optimizer of `train_step`, for the parameters that the model has now."""
    return torch.optim.SGD(model.parameters(), lr=lr, weight_decay=0.05)


def forward_train(
    model: nn.Module, batch: Tensor, seed: int, head: tuple[Tensor, Tensor] | None = None
) -> tuple[Tensor, list[Tensor]]:
    """The logits in train mode, where dropout draws from this seed, and the buffers afterwards."""
    _set_head(model, head)
    model.train()
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(seed)
        logits: Tensor = model(batch)
    return logits, [value.clone() for value in model.buffers()]


def names(model: nn.Module) -> list[str]:
    """The names of all parameters and buffers."""
    return list(model.state_dict())


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


class Centred(ResNet):  # type: ignore[misc]
    """A ResNet whose forward does something between its layers: the mean of the pooled features is taken off."""

    def _forward_impl(self, x: Tensor) -> Tensor:
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.avgpool(self.layer4(self.layer3(self.layer2(self.layer1(x)))))
        logits: Tensor = self.fc(torch.flatten(x - x.mean(1, keepdim=True), 1))
        return logits


def centred(model: nn.Module) -> nn.Module:
    """The same ResNet as a `Centred`."""
    cast(Any, model).__class__ = Centred
    return model


def with_mode(model: nn.Module, train: bool, in_eval: str = "") -> nn.Module:
    """The model in train or eval mode; `in_eval` names a layer that is in eval mode anyway."""
    model.train(train)
    if in_eval:
        model.get_submodule(in_eval).eval()
    return model


def forward_as_is(model: nn.Module, batch: Tensor) -> Tensor:
    """The logits in whatever mode the model is. Running statistics are put back."""
    before = [value.clone() for value in model.buffers()]
    with torch.no_grad():
        logits: Tensor = model(batch)
        for value, old in zip(model.buffers(), before, strict=True):
            value.copy_(old)
    return logits


def set_gradients(model: nn.Module, gradients: dict[str, Tensor]) -> None:
    """Give these parameters a gradient."""
    parameters = dict(model.named_parameters())
    for name, value in gradients.items():
        parameters[name].grad = value.clone()


def gradients(model: nn.Module) -> dict[str, Tensor]:
    """The gradients that parameters have."""
    return {name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None}


def add_hook(model: nn.Module) -> None:
    """A hook of the caller's own on the last layer. It does nothing."""
    model.get_submodule("fc").register_forward_pre_hook(_nothing)


def _nothing(module: nn.Module, args: tuple[Tensor, ...]) -> None:
    pass


def hooks(model: nn.Module) -> tuple[int, int]:
    """How many forward hooks there are, and how many of them are the caller's own."""
    found = [h for m in model.modules() for h in (*m._forward_hooks.values(), *m._forward_pre_hooks.values())]
    return len(found), sum(h is _nothing for h in found)


def devices(model: nn.Module) -> list[str]:
    """The device of each parameter, and the shapes of the last weight and bias."""
    parameters = list(model.parameters())
    return [p.device.type for p in parameters] + [str(list(p.shape)) for p in parameters[-2:]]
