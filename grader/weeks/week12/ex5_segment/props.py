"""What ex5_segment needs on the student's side: a tiny segmentation network whose output shows how it was called."""

from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn


class HalfDropout(nn.Dropout):
    """Dropout without chance: in train mode the first half of the channels is 0."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.p == 0:
            return x
        kept = x.clone()
        kept[:, : x.shape[1] // 2] = 0
        return 2 * kept


class GradientTurns(nn.Module):
    """Gives each score to the next class while gradients are recorded: the class numbers show it."""

    def forward(self, x: Tensor) -> Tensor:
        return x.roll(1, dims=1) if x.requires_grad else x


class Segmenter(nn.Module):
    """Gives scores for every pixel in a dictionary, as torchvision's models do; "aux" comes after "out"."""

    def __init__(self, width: int, classes: int, *, norm: bool, drop: bool, aux: bool, turns: bool) -> None:
        super().__init__()
        self.backbone = nn.Sequential(
            nn.Conv2d(3, width, 3, padding=1),
            nn.BatchNorm2d(width) if norm else nn.Identity(),
            nn.ReLU(),
        )
        # as in torchvision's models, dropout belongs to the classifier
        self.classifier = nn.Sequential(
            nn.Conv2d(width, classes, 1),
            HalfDropout() if drop else nn.Identity(),
            GradientTurns() if turns else nn.Identity(),
        )
        self.aux_classifier = nn.Conv2d(width, classes, 1) if aux else None

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        features = self.backbone(x)  # [N, width, H, W]
        result = OrderedDict(out=self.classifier(features))  # [N, classes, H, W]
        if self.aux_classifier is not None:
            result["aux"] = self.aux_classifier(features)
        return result


def segmenter(
    sizes: tuple[int, int],
    state: dict[str, Tensor] | None = None,
    *,
    norm: bool = False,
    drop: bool = False,
    aux: bool = False,
    turns: bool = False,
    grads: bool = False,
    train: bool = False,
) -> nn.Module:
    """A tiny network of these sizes (width, classes) with these weights, in eval or train mode.

    Its auxiliary part is frozen, as it may be in a network whose other parts are trained. grads: the other parameters have
    gradients, as in the middle of a step of training.
    """
    model = Segmenter(*sizes, norm=norm, drop=drop, aux=aux, turns=turns)
    if model.aux_classifier is not None:
        model.aux_classifier.requires_grad_(False)
    if state is not None:
        model.load_state_dict(state)
    for p in model.parameters():
        if grads and p.requires_grad:
            p.grad = p.detach().clone()
    return model.train(train)


def scores(model: nn.Module, batch: Tensor) -> Tensor:
    """The scores [N, classes, H, W] in the mode that the model is in."""
    with torch.no_grad():
        found: Tensor = model(batch)["out"]
    return found


def whole_state_of(model: nn.Module) -> dict[str, Tensor]:
    """Parameters and buffers, their gradients, whether they ask for one, and how many hooks each layer has."""
    state: dict[str, Tensor] = dict(model.state_dict())
    for name, p in model.named_parameters():
        state[f"{name}.requires_grad"] = torch.tensor(p.requires_grad)
        if p.grad is not None:
            state[f"{name}.grad"] = p.grad
    for name, module in model.named_modules():
        hooks = len(module._forward_hooks) + len(module._forward_pre_hooks) + len(module._backward_hooks)
        state[f"{name or 'model'}: hooks"] = torch.tensor(hooks)
    return state
