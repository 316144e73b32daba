"""ex1 and ex2: the photos, prepared by the student's code, through the real classifiers."""

from __future__ import annotations

from typing import Any

import torch
from PIL import Image
from torch import Tensor
from torchvision.models import AlexNet_Weights

from grader.full.work.pictures import sheet
from grader.full.work.stage import Photo, Stage


def preprocess(stage: Stage) -> None:
    """ex1: every photo as the network sees it, and how far that is from torchvision's own transform."""
    code, photos = stage.code, stage.photos()
    code.need("ex1", "load_rgb", "build_transform", "denormalize")
    transform, own = code.call("ex1", "build_transform"), AlexNet_Weights.IMAGENET1K_V1.transforms()
    cells, apart = [], 0.0
    for at, photo in enumerate(photos):
        stage.channel.step(at, len(photos), photo.path.name)
        image = code.call("ex1", "load_rgb", photo.path)
        x = _prepared(stage, transform, image)
        apart = max(apart, (x - own(image)).abs().max().item())
        cells.append((photo.path.name, Image.fromarray(code.call("ex1", "denormalize", x))))
    stage.channel.step(len(photos), len(photos), "")
    stage.channel.tell("preprocess", count=len(photos), apart=f"{apart:.4f}")
    stage.channel.picture(
        sheet(stage.out / "ex1_preprocessed.png", [cells[i : i + 4] for i in range(0, len(cells), 4)])
    )


def classify(stage: Stage) -> None:
    """ex2: names for every photo from every classifier; how many are right."""
    code, machine = stage.code, stage.machine
    code.need("ex1", "load_rgb", "build_transform", "to_batch")
    code.need("ex2", "load_labels", "forward", "predict_labels", "top_k")
    labels = code.call("ex2", "load_labels", stage.datasets / "imagenet_class_index.json")
    stage.usable(isinstance(labels, list) and len(labels) == 1000, "list of 1000 str")
    photos, batch = stage.photos(), photo_batch(stage)
    known = [photo for photo in photos if photo.classes]
    summary, answers = [], []
    for at, file in enumerate(stage.networks("classifier")):
        stage.channel.step(at, len(stage.networks("classifier")), file["title"])
        model = stage.load(file).to(machine.device)
        warm = batch[:1]
        machine.boosted(lambda model=model, warm=warm: code.call("ex2", "forward", model, warm, machine.name))  # type: ignore[misc]
        logits, seconds = machine.seconds(
            lambda model=model: machine.boosted(
                lambda: code.call("ex2", "forward", model, batch, machine.name)
            )  # type: ignore[misc]
        )
        stage.usable(
            isinstance(logits, Tensor) and logits.shape == (len(batch), 1000), f"logits [{len(batch)}, 1000]"
        )
        logits = logits.float()
        names = code.call("ex2", "predict_labels", logits, labels)
        best = code.call("ex2", "top_k", logits, labels, 5)
        stage.usable(len(best) == len(photos) and len(names) == len(photos), f"{len(photos)} rows")
        answers.append(names)
        top1, top5 = _right(photos, labels, names, best)
        params = sum(p.numel() for p in model.parameters())
        summary.append(
            [file["name"], f"{params / 1e6:.1f}", f"{top1}/{len(known)}", f"{top5}/{len(known)}",
             f"{1000 * seconds / len(batch):.1f}"]
        )  # fmt: skip
    stage.channel.step(1, 1, "")
    stage.channel.table(["network", "millions", "top1", "top5", "ms"], summary)
    columns = [f"={file['name']}" for file in stage.networks("classifier")]
    cells = [[photo.path.stem, *(names[i] for names in answers)] for i, photo in enumerate(photos)]
    stage.channel.table(["photo", *columns], cells)


def photo_batch(stage: Stage) -> Tensor:
    """All photos through the student's `load_rgb`, `build_transform` and `to_batch`: [N, 3, 224, 224]."""
    code = stage.code
    transform = code.call("ex1", "build_transform")
    rows = []
    for photo in stage.photos():
        x = _prepared(stage, transform, code.call("ex1", "load_rgb", photo.path))
        rows.append(code.call("ex1", "to_batch", x))
        stage.usable(isinstance(rows[-1], Tensor) and rows[-1].shape == (1, 3, 224, 224), "[1, 3, 224, 224]")
    return torch.cat(rows)


def _prepared(stage: Stage, transform: Any, image: Image.Image) -> Tensor:
    stage.code.last = "ex1_preprocess.build_transform"
    x = transform(image)
    stage.usable(isinstance(x, Tensor) and x.shape == (3, 224, 224), "float32 [3, 224, 224]")
    return x  # type: ignore[no-any-return]


def _right(
    photos: list[Photo], labels: list[str], names: list[str], best: list[list[Any]]
) -> tuple[int, int]:
    """How many of the photos whose class is known have it first, and among the first five."""
    top1 = top5 = 0
    for photo, name, row in zip(photos, names, best, strict=True):
        right = {labels[c] for c in photo.classes}
        top1 += name in right
        top5 += any(pair[0] in right for pair in row)
    return top1, top5
