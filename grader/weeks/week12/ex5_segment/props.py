"""What ex5_segment needs on the student's side: a tiny segmentation network whose output shows how it was called."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import torch
from torch import Tensor, nn


class HalfDropout(nn.Dropout):
    """Dropout without chance: in train mode the first half of the channels is 0, so that its result is known."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.p == 0:
            return x
        kept = x.clone()
        kept[:, : x.shape[1] // 2] = 0
        return 2 * kept


class GradientTurns(nn.Module):
    """While gradients are recorded each score goes to the next class: the class numbers tell."""

    def forward(self, x: Tensor) -> Tensor:
        return x.roll(1, dims=1) if x.requires_grad else x


class Segmenter(nn.Module):
    """Scores for every pixel in a dictionary, as torchvision's models give them; "aux" comes after "out"."""

    def __init__(self, width: int, classes: int, *, norm: bool, drop: bool, aux: bool, turns: bool) -> None:
        super().__init__()
        self.backbone = nn.Sequential(
            nn.Conv2d(3, width, 3, padding=1),
            nn.BatchNorm2d(width) if norm else nn.Identity(),
            nn.ReLU(),
            HalfDropout() if drop else nn.Identity(),
        )
        self.classifier = nn.Sequential(
            nn.Conv2d(width, classes, 1), GradientTurns() if turns else nn.Identity()
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
    train: bool = False,
) -> nn.Module:
    """A tiny network of these sizes (width, classes) with these weights, in eval or train mode.

    The auxiliary part is frozen, as it may be in a network whose rest is trained further.
    """
    model = Segmenter(*sizes, norm=norm, drop=drop, aux=aux, turns=turns)
    if model.aux_classifier is not None:
        model.aux_classifier.requires_grad_(False)
    if state is not None:
        model.load_state_dict(state)
    return model.train(train)


def state_of(model: nn.Module) -> dict[str, Any]:
    """Weights and buffers as they are now, and for each weight whether it asks for a gradient."""
    asks = {f"{name}.requires_grad": p.requires_grad for name, p in model.named_parameters()}
    return {**model.state_dict(), **asks}


def scores(model: nn.Module, batch: Tensor) -> Tensor:
    """What the model says in the mode that it is in, [N, classes, H, W]."""
    with torch.no_grad():
        return model(batch)["out"]
