"""The real networks, built empty and filled from the cache; and the names of their classes, which torchvision knows."""

from __future__ import annotations

from typing import Any

from torch import nn
from torchvision import models
from torchvision.models import detection, segmentation
from torchvision.ops import FrozenBatchNorm2d

from grader.full.files import File
from grader.full.work.stage import Stage

SEGMENTER = segmentation.FCN_ResNet101_Weights.COCO_WITH_VOC_LABELS_V1
DETECTOR = detection.FasterRCNN_ResNet50_FPN_Weights.COCO_V1


def load_network(stage: Stage, file: File) -> nn.Module:
    """The network that `file` has the weights of, on the CPU, in eval mode. Raises CannotGoOn when they do not fit."""
    build: dict[str, Any] = {
        "fcn_resnet101": lambda: segmentation.fcn_resnet101(
            weights=None, weights_backbone=None, aux_loss=True
        ),
        "fasterrcnn_resnet50_fpn": _detector,
    }
    model: nn.Module = build.get(file.name, lambda: models.get_model(file.name, weights=None))()
    return stage.filled(model, file)


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
