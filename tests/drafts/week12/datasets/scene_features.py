"""Training scenes, with what the frozen first layers of the backbone make of them.

Those layers see the largest maps and cost most of a training step. They stay as they are, so they run once
per scene, and every step of both trainings starts from what they gave.
"""

from collections.abc import Iterator
from pathlib import Path

import backbone
import numpy as np
import scenes
import torch
from fetch import Store
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.fx.experimental.optimization import fuse
from torchvision.models import mobilenet_v2

SEEDS = (12, 13, 16, 17)
CHUNK = 1000  # scenes from each seed
LOW, FROZEN = (
    7,
    14,
)  # layers of ``features``: the first depth that the networks use, and all that stay as they are
MEAN = torch.tensor([0.485, 0.456, 0.406])[:, None, None]
STD = torch.tensor([0.229, 0.224, 0.225])[:, None, None]
MAX_OBJECTS = 3


def pixels(scene: scenes.Scene) -> Tensor:
    """``[3, H, W]`` in 0..1."""
    return torch.from_numpy(np.array(scene.image)).permute(2, 0, 1).float() / 255


def target(scene: scenes.Scene) -> dict[str, Tensor]:
    """Boxes and labels as torchvision's detectors want them in training."""
    return {"boxes": torch.tensor(scene.boxes).float(), "labels": torch.tensor(scene.labels)}


def frozen_layers(store: Store) -> tuple[nn.Module, nn.Module]:
    """Picture to the first depth, first depth to the second."""
    net = mobilenet_v2()
    net.features.load_state_dict(backbone.state(store), strict=True)
    # Batch normalisation folded into the convolutions: the same function, less than half the time.
    low, mid = (fuse(part.eval()) for part in (net.features[:LOW], net.features[LOW:FROZEN]))
    return low.to(memory_format=torch.channels_last), mid.to(memory_format=torch.channels_last)


@torch.inference_mode()
def draw(store: Store, seed: int, size: int = CHUNK) -> dict[str, Tensor]:
    """One chunk: features, float16, masks ``[n, 192, 192]``, boxes and labels with zeros for no object."""
    (first, second), composer = frozen_layers(store), scenes.composer(store, test=False, seed=seed)
    low, mid, masks = [], [], []
    boxes, labels = torch.zeros(size, MAX_OBJECTS, 4), torch.zeros(size, MAX_OBJECTS).long()
    for start in range(0, size, 20):
        batch = [composer.draw() for _ in range(min(20, size - start))]
        x = torch.stack([(pixels(s) - MEAN) / STD for s in batch])  # [20, 3, 192, 192]
        low.append(first(x.to(memory_format=torch.channels_last)).half().contiguous())  # [20, 32, 24, 24]
        mid.append(second(low[-1].float().to(memory_format=torch.channels_last)).half().contiguous())
        masks += [torch.from_numpy(s.mask) for s in batch]
        for i, scene in enumerate(batch, start):
            boxes[i, : len(scene.boxes)] = torch.tensor(scene.boxes).float()
            labels[i, : len(scene.labels)] = torch.tensor(scene.labels)
    return {
        "low": torch.cat(low),
        "mid": torch.cat(mid),
        "masks": torch.stack(masks),
        "boxes": boxes,
        "labels": labels,
    }


def chunks(store: Store, folder: Path, seeds: tuple[int, ...] = SEEDS) -> Iterator[dict[str, Tensor]]:
    """The chunks, kept in a folder: both trainings use the same."""
    torch.set_num_threads(1)
    for seed in seeds:
        file = folder / f"scene_features_{seed}.safetensors"
        if not file.exists():
            print(f"drawing {CHUNK} scenes: {file.name}", flush=True)
            save_file(draw(store, seed), file)
        yield load_file(file)
