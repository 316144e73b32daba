"""What ex5_segment needs on the student's side: a tiny segmentation network, and the real one of the scenes."""

from __future__ import annotations

import functools
import importlib.util
import types
from collections import OrderedDict
from pathlib import Path
from typing import ClassVar

import torch
from torch import Tensor, nn

DATASETS = Path()


class Segmenter(nn.Module):
    """Scores for every pixel in a dictionary, as torchvision's models give them; "aux" comes after "out"."""

    recorded: ClassVar[list[bool]] = []  # of the class: a deep copy reports here too

    def __init__(self, width: int, classes: int, *, norm: bool, drop: bool, aux: bool) -> None:
        super().__init__()
        self.backbone = nn.Sequential(
            nn.Conv2d(3, width, 3, padding=1),
            nn.BatchNorm2d(width) if norm else nn.Identity(),
            nn.ReLU(),
            nn.Dropout(0.5) if drop else nn.Identity(),
        )
        self.classifier = nn.Conv2d(width, classes, 1)
        self.aux_classifier = nn.Conv2d(width, classes, 1) if aux else None

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        features = self.backbone(x)  # [N, width, H, W]
        result = OrderedDict(out=self.classifier(features))  # [N, classes, H, W]
        if self.aux_classifier is not None:
            result["aux"] = self.aux_classifier(features)
        Segmenter.recorded.append(result["out"].requires_grad)
        return result


def segmenter(
    sizes: tuple[int, int],
    state: dict[str, Tensor] | None = None,
    *,
    norm: bool = False,
    drop: bool = False,
    aux: bool = False,
    train: bool = False,
) -> nn.Module:
    """A tiny network (width, classes) with these weights, in eval or train mode."""
    model = Segmenter(*sizes, norm=norm, drop=drop, aux=aux)
    if state is not None:
        model.load_state_dict(state)
    Segmenter.recorded = []
    return model.train(train)


def recorded() -> list[bool]:
    """For each forward pass since the network was built: were gradients recorded?"""
    return list(Segmenter.recorded)


# ---- the real network ----


def scene_segmenter() -> nn.Module:
    """The FCN that was trained on the scenes in datasets/, in eval mode."""
    from safetensors.torch import load_file

    with torch.device("meta"):  # no time is lost on random weights
        model = _scene_models().scene_segmenter()
    state = load_file(DATASETS / "weights" / "fcn_scenes.safetensors")
    floats = {name: v.float() if v.is_floating_point() else v for name, v in state.items()}
    model.load_state_dict(floats, assign=True)
    return model.eval()


@functools.cache
def shared_scene_segmenter() -> nn.Module:
    """The examiner's own: built once for all submissions, and never handed to a student."""
    return scene_segmenter()


def _scene_models() -> types.ModuleType:
    """datasets/scene_models.py, which is in no package."""
    spec = importlib.util.spec_from_file_location("scene_models", DATASETS / "scene_models.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
