"""ex1: every photo as the network sees it, and how far that is from torchvision's own transform."""

from __future__ import annotations

from PIL import Image
from torchvision.models import AlexNet_Weights

from grader.full.task import StagePlan
from grader.full.work.pictures import sheet
from grader.full.work.stage import Stage
from grader.weeks.week12.full_photos import photos, prepared


def seconds(plan: StagePlan) -> float:
    """No network runs here, so the estimate is fixed."""
    return 3.0


def run(stage: Stage) -> None:
    code, every = stage.code, photos(stage.datasets)
    code.need("ex1", "load_rgb", "build_transform", "denormalize")
    transform, own = code.call("ex1", "build_transform"), AlexNet_Weights.IMAGENET1K_V1.transforms()
    cells, apart = [], 0.0
    for at, photo in enumerate(every):
        stage.channel.step(at, len(every), photo.path.name)
        image = code.call("ex1", "load_rgb", photo.path)
        x = prepared(stage, transform, image)
        apart = max(apart, (x - own(image)).abs().max().item())
        cells.append((photo.path.name, Image.fromarray(code.call("ex1", "denormalize", x))))
    stage.channel.step(len(every), len(every), "")
    stage.channel.tell("preprocess", count=len(every), apart=f"{apart:.4f}")
    stage.channel.picture(
        sheet(stage.out / "ex1_preprocessed.png", [cells[i : i + 4] for i in range(0, len(cells), 4)])
    )
