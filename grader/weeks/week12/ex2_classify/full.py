"""ex2: names for every photo from every classifier; how many are right."""

from __future__ import annotations

from functools import partial
from typing import Any

from torch import Tensor

from grader.full.task import StagePlan
from grader.full.work.stage import Stage
from grader.weeks.week12.full_networks import load_network
from grader.weeks.week12.full_photos import Photo, photo_batch, photos


def work(plan: StagePlan) -> float:
    """A pass of every photo, and one more to warm up."""
    count = len(photos(plan.datasets)) + 1
    return count * sum(f.multiply_adds for f in plan.files if f.kind == "classifier")


def run(stage: Stage) -> None:
    code, machine = stage.code, stage.machine
    code.need("ex1", "load_rgb", "build_transform", "to_batch")
    code.need("ex2", "load_labels", "forward", "predict_labels", "top_k")
    labels = code.call("ex2", "load_labels", stage.datasets / "imagenet_class_index.json")
    stage.usable(isinstance(labels, list) and len(labels) == 1000, "list of 1000 str")
    every, batch = photos(stage.datasets), photo_batch(stage)
    known = [photo for photo in every if photo.classes]
    summary, answers = [], []
    files = stage.of_kind("classifier")
    for at, file in enumerate(files):
        stage.channel.step(at, len(files), file.title)
        model = load_network(stage, file).to(machine.device)
        forward = partial(code.call, "ex2", "forward", model)
        machine.boosted(partial(forward, batch[:1], machine.name))  # to warm up
        logits, took = machine.seconds(partial(machine.boosted, partial(forward, batch, machine.name)))
        stage.usable(
            isinstance(logits, Tensor) and logits.shape == (len(batch), 1000), f"logits [{len(batch)}, 1000]"
        )
        logits = logits.float()
        names = code.call("ex2", "predict_labels", logits, labels)
        best = code.call("ex2", "top_k", logits, labels, 5)
        stage.usable(len(best) == len(every) and len(names) == len(every), f"{len(every)} rows")
        answers.append(names)
        top1, top5 = _right(every, labels, names, best)
        params = sum(p.numel() for p in model.parameters())
        summary.append(
            [file.name, f"{params / 1e6:.1f}", f"{top1}/{len(known)}", f"{top5}/{len(known)}",
             f"{1000 * took / len(batch):.1f}"]
        )  # fmt: skip
    stage.channel.step(1, 1, "")
    stage.channel.table(["network", "millions", "top1", "top5", "ms"], summary)
    columns = [f"={file.name}" for file in files]
    cells = [[photo.path.stem, *(names[i] for names in answers)] for i, photo in enumerate(every)]
    stage.channel.table(["photo", *columns], cells)


def _right(every: list[Photo], labels: list[str], names: list[str], best: list[list[Any]]) -> tuple[int, int]:
    """How many photos whose class is known have it first, and how many have it among the first five."""
    top1 = top5 = 0
    for photo, name, row in zip(every, names, best, strict=True):
        right = {labels[c] for c in photo.classes}
        top1 += name in right
        top5 += any(pair[0] in right for pair in row)
    return top1, top5
