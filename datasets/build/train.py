"""Trains the two scene networks: ``python datasets/build/build.py --only segmenter`` (or ``detector``).

On two busy cores the segmenter took 23 minutes (with one thread) and the detector 11 (with two), drawing the
scenes for both 4. The number of steps is fixed in advance and the last weights are kept: nothing is chosen by
the test scenes. Seeds and number of threads are fixed; still, another processor sums in another order and
gives a network that is a little different.
"""

import math
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from pathlib import Path

import backbone
import scene_features
import torch
from fetch import Store
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, interpolate
from torchvision.models.detection.image_list import ImageList

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
import scene_models  # noqa: E402
from scene_models import SIZE  # noqa: E402

BATCH, SEED, WARM_UP = 16, 12, 50
THREADS = 2  # their number too decides in which order sums are taken; the committed segmenter had 1
STEPS = {"segmenter": 800, "detector": 700}
FILES = {"segmenter": "fcn_scenes.safetensors", "detector": "detector_scenes.safetensors"}
COUNT = 6000  # scenes
PARTS = ("train", "val")
RATE, SLOW = 2e-3, 0.1  # learning rate of what is new; factor for the backbone
CLASS_WEIGHTS = torch.tensor([1.0, 1.5, 1.5, 1.5, 1.5])


def shared(model: nn.Module, batch: dict[str, Tensor]) -> Tensor:
    """What the backbone gives, ``[N, C, h, w]``, from the layers on that run only once."""
    features: Tensor = model.backbone.rest(batch["fine"].float())
    return features


def segmenter_loss(model: nn.Module, batch: dict[str, Tensor]) -> Tensor:
    """Cross-entropy per pixel, of the cut-outs twice: what FCN does, from the features on."""
    logits = model.classifier(shared(model, batch))  # [N, 5, 48, 48]
    logits = interpolate(logits, (SIZE, SIZE), mode="bilinear", align_corners=False)
    return cross_entropy(logits, batch["masks"].long(), CLASS_WEIGHTS)


def detector_loss(model: nn.Module, batch: dict[str, Tensor]) -> Tensor:
    """The sum of the four losses of Faster R-CNN: what torchvision does in training, from the features on."""
    features = OrderedDict([("0", shared(model, batch))])  # [N, 64, 24, 24]
    count = len(batch["fine"])
    images = ImageList(torch.empty(1).expand(count, 3, SIZE, SIZE), [(SIZE, SIZE)] * count)
    real = [labels > 0 for labels in batch["labels"]]
    targets = [
        {"boxes": b[r], "labels": n[r]} for b, n, r in zip(batch["boxes"], batch["labels"], real, strict=True)
    ]
    proposals, losses = model.rpn(images, features, targets)
    _, more = model.roi_heads(features, proposals, images.image_sizes, targets)
    return torch.stack([*losses.values(), *more.values()]).sum()


LOSSES: dict[str, Callable[[nn.Module, dict[str, Tensor]], Tensor]] = {
    "segmenter": segmenter_loss,
    "detector": detector_loss,
}


def prepare(kind: str, store: Store) -> tuple[nn.Module, torch.optim.Optimizer]:
    """The network with the ImageNet backbone, and an optimizer: the backbone's later layers learn slowly."""
    model = scene_models.scene_segmenter() if kind == "segmenter" else scene_models.scene_detector()
    features = model.backbone.features
    known = {k: v for k, v in backbone.state(store).items() if k in features.state_dict()}
    features.load_state_dict(known, strict=True)
    features[: model.backbone.LOW].requires_grad_(False)
    slow = list(features[model.backbone.LOW :].parameters())
    fast = [p for n, p in model.named_parameters() if not n.startswith("backbone.features.")]
    groups = [{"params": fast, "lr": RATE}, {"params": slow, "lr": RATE * SLOW}]
    return model, torch.optim.AdamW(groups, weight_decay=0.05)


def rate(step: int, steps: int) -> float:
    """Factor of the learning rates: up in ``WARM_UP`` steps, then down along a cosine."""
    return min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * step / steps))


def train(kind: str, store: Store, parts: Collection[str] = PARTS) -> nn.Module:
    """Trains one network on scenes of ``parts``; with ``("train",)`` the part ``val`` is left to compare variants."""
    torch.set_num_threads(THREADS)
    scenes, steps = scene_features.load(store, parts, COUNT), STEPS[kind]
    torch.manual_seed(SEED)
    model, optimizer = prepare(kind, store)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps))
    start, shown, order = time.monotonic(), 0.0, torch.empty(0).long()
    model.to(memory_format=torch.channels_last).train()
    for step in range(1, steps + 1):
        if len(order) < BATCH:
            order = torch.randperm(len(scenes["fine"]))
        picked, order = order[:BATCH], order[BATCH:]
        loss = LOSSES[kind](model, {key: value[picked] for key, value in scenes.items()})
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        shown += loss.item()
        if step % 50 == 0:
            print(f"{step} of {steps}: loss {shown / 50:.4f}, {time.monotonic() - start:.0f} s", flush=True)
            shown = 0.0
    return model.eval()


def build(kind: str, store: Store, root: Path) -> None:
    """Trains ``segmenter`` or ``detector`` and writes its weights in float16."""
    state = train(kind, store).to(memory_format=torch.contiguous_format).state_dict()
    half = {k: (v.half() if v.is_floating_point() else v).contiguous() for k, v in state.items()}
    (root / "weights").mkdir(parents=True, exist_ok=True)
    save_file(half, root / "weights" / FILES[kind], metadata={"format": "pt"})
