"""Training scenes, with what the frozen first layers of the backbone make of them.

Those layers see the largest maps and cost most of a training step. They stay as they are, so they run once
per scene, and every step of both trainings starts from what they gave.
"""

from collections.abc import Collection

import backbone
import numpy as np
import scenes
import torch
from fetch import Store
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.fx.experimental.optimization import fuse
from torchvision.models import mobilenet_v2

SEED = 12
FINE = 4  # layers of ``features`` that run only once
MEAN = torch.tensor([0.485, 0.456, 0.406])[:, None, None]
STD = torch.tensor([0.229, 0.224, 0.225])[:, None, None]
MAX_OBJECTS = 3


def pixels(scene: scenes.Scene) -> Tensor:
    """``[3, H, W]`` in 0..1."""
    return torch.from_numpy(np.array(scene.image)).permute(2, 0, 1).float() / 255


def target(scene: scenes.Scene) -> dict[str, Tensor]:
    """Boxes and labels as torchvision's detectors want them in training."""
    return {"boxes": torch.tensor(scene.boxes).float(), "labels": torch.tensor(scene.labels)}


def first_layers(store: Store) -> nn.Module:
    """``[N, 3, H, W]`` to ``[N, 24, H/4, W/4]``."""
    net = mobilenet_v2()
    net.features.load_state_dict(backbone.state(store), strict=True)
    # Batch normalisation folded into the convolutions: the same function, less than half the time.
    return fuse(net.features[:FINE].eval()).to(memory_format=torch.channels_last)


@torch.inference_mode()
def draw(store: Store, parts: Collection[str], count: int) -> dict[str, Tensor]:
    """Features, float16; masks ``[n, 192, 192]``; boxes and labels, zeros where there is no object."""
    first, composer = first_layers(store), scenes.composer(store, parts, seed=SEED, vary=True)
    fine, masks = [], []
    boxes, labels = torch.zeros(count, MAX_OBJECTS, 4), torch.zeros(count, MAX_OBJECTS).long()
    for start in range(0, count, 20):
        batch = [composer.draw() for _ in range(min(20, count - start))]
        x = torch.stack([(pixels(s) - MEAN) / STD for s in batch])  # [20, 3, 192, 192]
        fine.append(first(x.to(memory_format=torch.channels_last)).half().contiguous())  # [20, 24, 48, 48]
        masks += [torch.from_numpy(s.mask) for s in batch]
        for i, scene in enumerate(batch, start):
            boxes[i, : len(scene.boxes)] = torch.tensor(scene.boxes).float()
            labels[i, : len(scene.labels)] = torch.tensor(scene.labels)
    return {"fine": torch.cat(fine), "masks": torch.stack(masks), "boxes": boxes, "labels": labels}


def load(store: Store, parts: Collection[str], count: int) -> dict[str, Tensor]:
    """The training scenes, kept beside the packages (1 GB): both trainings use the same."""
    file = store.folder / f"scenes_{'_'.join(sorted(parts))}_{count}.safetensors"
    if not file.exists():
        print(f"drawing {count} scenes: {file.name}", flush=True)
        save_file(draw(store, parts, count), file)
    return load_file(file)
