"""The two small networks of ``weights/*_scenes.safetensors``: torchvision's own classes around MobileNetV2.

Both were trained on scenes of photo cut-outs (README.md, "Scenes"). Their outputs have the form that every
torchvision model of their kind has, so whatever works with them works with the big ones:

* ``scene_segmenter()`` is a ``torchvision.models.segmentation.FCN``: ``[N, 3, H, W]``, normalised as for
  ImageNet, to ``{"out": [N, 5, H, W]}``.
* ``scene_detector()`` is a ``torchvision.models.detection.FasterRCNN``: a list of ``[3, H, W]`` in 0..1 (it
  normalises by itself) to a list of ``{"boxes": [K, 4], "labels": [K], "scores": [K]}``.

Use: ``load_scene_segmenter("datasets/weights")``; both loaders return the model in eval mode.
"""

from collections import OrderedDict
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import interpolate
from torchvision.models import mobilenet_v2
from torchvision.models.detection import FasterRCNN
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor, TwoMLPHead
from torchvision.models.segmentation.fcn import FCN, FCNHead
from torchvision.ops import FrozenBatchNorm2d, MultiScaleRoIAlign

CLASSES = ("__background__", "bird", "mammal", "flower", "fruit")
SIZE = 192
"""Width and height of the scenes that the networks were trained on."""


class SceneBackbone(nn.Module):
    """MobileNetV2 up to ``features[16]``; two depths of it, side by side on a grid of H/8 x W/8.

    ``features[6]`` is fine but knows only textures, ``features[16]`` knows what a bird is but is coarse. Its last
    stride is replaced by dilation, as in torchvision's segmentation models: a grid of H/16, not H/32. Batch
    normalisation is frozen, as in torchvision's detectors: the scenes are too few to estimate it anew.
    """

    FINE, LOW, DEEP = 4, 7, 17
    """Where the depths end: grids of H/4, H/8, H/16 with 24, 32 and 160 channels."""

    def __init__(self, out_channels: int) -> None:
        """Builds the layers; ``features`` has the parameter names of ``mobilenet_v2``."""
        super().__init__()
        self.features: nn.Sequential = mobilenet_v2(norm_layer=FrozenBatchNorm2d).features[: self.DEEP]
        _dilate(self.features[14:])
        # Training drops whole channels now and then: the few cut-outs that it sees are soon known by heart.
        self.context = nn.Sequential(nn.Dropout2d(0.2), nn.Conv2d(160, 128, 1), nn.ReLU())
        self.join = nn.Sequential(nn.Conv2d(32 + 128, out_channels, 1), nn.ReLU())
        self.out_channels = out_channels

    def forward(self, x: Tensor) -> Tensor:
        """``[N, 3, H, W]`` to ``[N, out_channels, H/8, W/8]``."""
        return self.rest(self.features[: self.FINE](x))

    def rest(self, fine: Tensor) -> Tensor:
        """From ``[N, 24, H/4, W/4]`` on: the layers before it do not change in training."""
        low = self.features[self.FINE : self.LOW](fine)  # [N, 32, H/8, W/8]
        deep = self.context(self.features[self.LOW :](low))  # [N, 128, H/16, W/16]
        joined: Tensor = self.join(torch.cat([low, _enlarge(deep, low)], dim=1))
        return joined


def _enlarge(small: Tensor, like: Tensor) -> Tensor:
    return interpolate(small, like.shape[-2:], mode="bilinear", align_corners=False)


def _dilate(blocks: nn.Module) -> None:
    """No stride in these blocks; their depthwise convolutions look twice as far instead."""
    for layer in blocks.modules():
        if isinstance(layer, nn.Conv2d) and layer.kernel_size == (3, 3):
            if layer.stride == (2, 2):
                layer.stride = (
                    1,
                    1,
                )  # itself looks at neighbours as before: only what follows was moved apart
            else:
                layer.dilation, layer.padding = (2, 2), (2, 2)


class _SegmenterBackbone(SceneBackbone):
    """With ``features[3]`` as well, for edges: a grid of H/4; and with the dict that ``FCN`` expects."""

    def __init__(self) -> None:
        super().__init__(104)
        self.out_channels = 24 + 104

    def forward(self, x: Tensor) -> dict[str, Tensor]:  # type: ignore[override]
        return OrderedDict(out=super().forward(x))

    def rest(self, fine: Tensor) -> Tensor:
        """``[N, 24, H/4, W/4]`` to ``[N, 128, H/4, W/4]``."""
        return torch.cat([fine, _enlarge(super().rest(fine), fine)], dim=1)


def scene_segmenter() -> FCN:
    """The segmentation network without weights: five classes, background first (``CLASSES``)."""
    backbone = _SegmenterBackbone()
    return FCN(backbone, FCNHead(backbone.out_channels, len(CLASSES)))


def scene_detector() -> FasterRCNN:
    """The detector without weights: labels 1..4 (``CLASSES``), pictures of any size in 0..1."""
    pool = MultiScaleRoIAlign(featmap_names=["0"], output_size=7, sampling_ratio=1)
    return FasterRCNN(
        SceneBackbone(64),
        min_size=SIZE,
        max_size=2 * SIZE,
        rpn_anchor_generator=AnchorGenerator(sizes=((40, 70, 110),), aspect_ratios=((0.5, 1.0, 2.0),)),
        rpn_pre_nms_top_n_train=300,
        rpn_pre_nms_top_n_test=200,
        rpn_post_nms_top_n_train=100,
        rpn_post_nms_top_n_test=50,
        box_roi_pool=pool,
        box_head=TwoMLPHead(64 * 7 * 7, 128),
        box_predictor=FastRCNNPredictor(128, len(CLASSES)),
        box_batch_size_per_image=32,
        box_detections_per_img=20,
    )


def load_scene_segmenter(folder: str | Path) -> FCN:
    """The trained segmentation network, in eval mode; ``folder`` holds ``fcn_scenes.safetensors``."""
    model = scene_segmenter()
    model.load_state_dict(load_file(Path(folder) / "fcn_scenes.safetensors"), strict=True)
    return model.eval()


def load_scene_detector(folder: str | Path) -> FasterRCNN:
    """The trained detector, in eval mode; ``folder`` holds ``detector_scenes.safetensors``."""
    model = scene_detector()
    model.load_state_dict(load_file(Path(folder) / "detector_scenes.safetensors"), strict=True)
    return model.eval()
