"""What ImageNet weights are worth on ``birds_mammals/``: frozen features and a linear head.

``python datasets/build/transfer.py`` prints the share of right answers, with ImageNet weights and with
random ones: trained on ``train/`` and asked on ``val/``, and the mean of five folds over all animals, none of
them on both sides of a fold. Features: SqueezeNet 1.1 without its classifier, averaged over the picture.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torchvision.datasets import ImageFolder
from torchvision.models import squeezenet1_1
from torchvision.transforms import CenterCrop, Compose, Normalize, Resize, ToTensor

ROOT = Path(__file__).resolve().parents[1]
TRANSFORM = Compose(
    [Resize(256), CenterCrop(224), ToTensor(), Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
)


@torch.no_grad()
def features(model: nn.Module, folder: Path) -> tuple[Tensor, Tensor, list[str]]:
    """``[N, 512]``, the labels ``[N]``, and the animal of each picture."""
    data = ImageFolder(str(folder), TRANSFORM)
    batches = torch.utils.data.DataLoader(data, batch_size=20)
    x = torch.cat([model(images).mean(dim=(2, 3)) for images, _ in batches])
    return x, torch.tensor(data.targets), [Path(p).stem.rpartition("_")[0] for p, _ in data.samples]


def accuracy(x: Tensor, y: Tensor, other_x: Tensor, other_y: Tensor) -> float:
    """Logistic regression on standardised features, 300 full-batch steps of Adam with weight decay."""
    torch.manual_seed(0)
    mean, std = x.mean(0), x.std(0) + 1e-6
    head = nn.Linear(x.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01, weight_decay=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        nn.functional.cross_entropy(head((x - mean) / std), y).backward()
        optimizer.step()
    return float((head((other_x - mean) / std).argmax(1) == other_y).float().mean())


def networks(root: Path, seeds: int) -> dict[str, nn.Module]:
    """The trained network, and untrained ones from several seeds."""
    result: dict[str, nn.Module] = {}
    trained = squeezenet1_1()
    trained.load_state_dict(load_file(root / "weights" / "squeezenet1_1.safetensors"))
    result["ImageNet weights"] = trained.features.eval()
    for seed in range(seeds):
        torch.manual_seed(seed)
        result[f"random weights, seed {seed}"] = squeezenet1_1().features.eval()
    return result


def measure(root: Path, seeds: int = 3) -> dict[str, tuple[float, float]]:
    """Per network: accuracy on ``val/``, and the mean of five folds."""
    result = {}
    for name, net in networks(root, seeds).items():
        x, y, who = features(net, root / "birds_mammals" / "train")
        vx, vy, vwho = features(net, root / "birds_mammals" / "val")
        every, labels, names = torch.cat([x, vx]), torch.cat([y, vy]), who + vwho
        fold = {animal: i % 5 for i, animal in enumerate(dict.fromkeys(names))}
        folds = torch.tensor([fold[n] for n in names])
        scores = [
            accuracy(every[folds != i], labels[folds != i], every[folds == i], labels[folds == i])
            for i in range(5)
        ]
        result[name] = accuracy(x, y, vx, vy), sum(scores) / 5
    return result


if __name__ == "__main__":
    for name, (val, folds) in measure(Path(sys.argv[1]) if sys.argv[1:] else ROOT).items():
        print(f"{name}: val {val:.3f}, five-fold {folds:.3f}")
