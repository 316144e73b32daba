"""The real networks, built empty and filled from the cache; and the names of their classes, which torchvision knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn
from torchvision import models
from torchvision.models import detection, segmentation
from torchvision.ops import FrozenBatchNorm2d

from grader.full.work.code import CannotGoOn

SEGMENTER = segmentation.FCN_ResNet101_Weights.COCO_WITH_VOC_LABELS_V1
DETECTOR = detection.FasterRCNN_ResNet50_FPN_Weights.COCO_V1


def load_network(name: str, path: Path) -> nn.Module:
    """The network `name` with the weights of `path`, on the CPU, in eval mode. Raises Trouble when they do not fit.

    The file is read as weights only: nothing in it can run.
    """
    build: dict[str, Any] = {
        "fcn_resnet101": lambda: segmentation.fcn_resnet101(
            weights=None, weights_backbone=None, aux_loss=True
        ),
        "fasterrcnn_resnet50_fpn": _detector,
    }
    model: nn.Module = build.get(name, lambda: models.get_model(name, weights=None))()
    try:
        model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        raise CannotGoOn("weights_unfit", name=name, path=str(path), reason=reason) from error
    return model.eval()


def _detector() -> nn.Module:
    """As torchvision builds it for its COCO weights: batch normalisation frozen, and with an epsilon of 0."""
    model: nn.Module = detection.fasterrcnn_resnet50_fpn(weights=None, weights_backbone=None)
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.BatchNorm2d):
                setattr(parent, name, FrozenBatchNorm2d(child.num_features, eps=0.0))
    return model


def categories(weights: Any) -> list[str]:
    """Item `i` is the name of class `i`."""
    return list(weights.meta["categories"])
