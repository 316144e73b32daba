"""What ImageNet weights are worth on ``birds_mammals/``: ``python datasets/build/transfer.py [--whole]``.

Four ways to train SqueezeNet 1.1 on ``train/``, each asked on ``val/`` once per seed:

* frozen: its 512 averaged features and a new linear layer, from ImageNet weights and from random ones;
* whole (with ``--whole``, minutes): all layers, from ImageNet weights and from random ones, with the solutions
  of exercises 7 and 8 (``replace_head``, ``param_groups``, ``train_model``).

The number of steps and epochs is fixed in advance and the answer of the last one counts, not that of the best:
the best epoch on ``val/`` would be chosen by the very pictures that measure it.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision.datasets import ImageFolder
from torchvision.models import SqueezeNet, squeezenet1_1
from torchvision.transforms import CenterCrop, Compose, Normalize, Resize, ToTensor

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT.parent / "solutions" / "week12"
TRANSFORM = Compose(
    [Resize(256), CenterCrop(224), ToTensor(), Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
)
SEEDS, EPOCHS = 5, 10
HEAD_LR, BACKBONE_LR = 1e-3, 1e-4


def network(root: Path, seed: int, *, pretrained: bool) -> SqueezeNet:
    """SqueezeNet 1.1 with 1000 classes; the seed decides random weights."""
    torch.manual_seed(seed)
    model: SqueezeNet = squeezenet1_1()
    if pretrained:
        model.load_state_dict(load_file(root / "weights" / "squeezenet1_1.safetensors"))
    return model.eval()


def pictures(root: Path, side: str) -> tuple[Tensor, Tensor]:
    """``[N, 3, 224, 224]`` and labels ``[N]`` of ``train`` or ``val``."""
    data = ImageFolder(str(root / "birds_mammals" / side), TRANSFORM)
    return torch.stack([image for image, _ in data]), torch.tensor(data.targets)


@torch.no_grad()
def features(model: SqueezeNet, images: Tensor) -> Tensor:
    """``[N, 3, 224, 224]`` to ``[N, 512]``: the network without its classifier, averaged over the picture."""
    return torch.cat([model.features(batch).mean(dim=(2, 3)) for batch in images.split(20)])


def linear_accuracy(x: Tensor, y: Tensor, val_x: Tensor, val_y: Tensor, seed: int = 0) -> float:
    """Share of right answers of a linear layer on standardised features: 300 full-batch steps of AdamW."""
    torch.manual_seed(seed)
    mean, std = x.mean(0), x.std(0) + 1e-6
    head = nn.Linear(x.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01, weight_decay=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        nn.functional.cross_entropy(head((x - mean) / std), y).backward()
        optimizer.step()
    return float((head((val_x - mean) / std).argmax(1) == val_y).float().mean())


def frozen(root: Path, *, pretrained: bool, seeds: int = SEEDS) -> list[float]:
    """Accuracy on ``val/`` per seed, of the linear layer and, without pre-training, of the random weights."""
    (images, labels), (val_images, val_labels) = pictures(root, "train"), pictures(root, "val")
    result = []
    for seed in range(seeds):
        if seed == 0 or not pretrained:  # the trained features are the same for every seed
            model = network(root, seed, pretrained=pretrained)
            x, val_x = features(model, images), features(model, val_images)
        result.append(linear_accuracy(x, labels, val_x, val_labels, seed))
    return result


def whole(root: Path, *, pretrained: bool, seeds: int) -> Iterator[float]:
    """Accuracy on ``val/`` per seed, all layers trained for ``EPOCHS`` epochs."""
    sys.path.insert(0, str(SOLUTIONS))
    from ex7_extract import replace_head
    from ex8_finetune import param_groups, train_model

    data = {side: torch.utils.data.TensorDataset(*pictures(root, side)) for side in ("train", "val")}
    for seed in range(seeds):
        model = replace_head(network(root, seed, pretrained=pretrained), 2)
        groups = param_groups(model, HEAD_LR, BACKBONE_LR)
        optimizer = torch.optim.Adam(groups)
        scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
        loaders = {side: DataLoader(data[side], 8, shuffle=side == "train") for side in data}
        _, history = train_model(model, loaders, nn.CrossEntropyLoss(), optimizer, scheduler, EPOCHS)
        yield history[-1]["val_acc"]


def row(name: str, accuracies: list[float]) -> str:
    """One line of the table in README.md."""
    values = torch.tensor(accuracies)
    each = ", ".join(f"{a:.3f}" for a in accuracies)
    return f"| {name} | {values.mean():.3f} | {values.std():.3f} | {each} |"


def main() -> None:
    """Prints the table of README.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--whole", action="store_true", help="train all layers too (minutes)")
    parser.add_argument("--seeds", type=int, default=3, help="seeds of the long trainings")
    options = parser.parse_args()
    torch.set_num_threads(1)
    weights = {"ImageNet weights": True, "random weights": False}
    print("| trained | right on `val/`, mean | deviation | each seed |\n|---|---:|---:|---|")
    for name, pretrained in weights.items():
        print(
            row(f"linear layer on frozen features, {name}", frozen(ROOT, pretrained=pretrained)), flush=True
        )
    for name, pretrained in weights.items() if options.whole else ():
        accuracies = list(whole(ROOT, pretrained=pretrained, seeds=options.seeds))
        print(row(f"all layers, {EPOCHS} epochs, starting from {name}", accuracies), flush=True)


if __name__ == "__main__":
    main()
