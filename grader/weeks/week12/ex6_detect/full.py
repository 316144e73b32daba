"""ex6: boxes of Faster R-CNN on six photos, with COCO's names."""

from __future__ import annotations

from functools import partial
from typing import Any

from PIL import Image
from torch import Tensor
from torchvision.transforms.functional import to_tensor

from grader.full.task import StagePlan
from grader.full.work.pictures import sheet
from grader.full.work.stage import Stage
from grader.weeks.week12.full_networks import DETECTOR, categories, load_network
from grader.weeks.week12.full_photos import photos

PHOTOS = ("cat.jpg", "dog.jpg", "zebra.jpg", "elephant.jpg", "coffee.jpg", "astronaut.jpg")
THRESHOLD = 0.5


def work(plan: StagePlan) -> float:
    """A pass of every photo."""
    return len(PHOTOS) * sum(f.multiply_adds for f in plan.files if f.kind == "detector")


def run(stage: Stage) -> None:
    code, machine = stage.code, stage.machine
    code.need("ex6", "detect", "filter_detections", "count_objects", "nms", "draw_detections")
    names = categories(DETECTOR)
    (file,) = stage.of_kind("detector")
    model = load_network(stage, file).to(machine.device)
    rows, cells = [], []
    paths = [photo.path for photo in photos(stage.datasets) if photo.path.name in PHOTOS]
    for at, path in enumerate(paths):
        stage.channel.step(at, len(paths), path.name)
        image = Image.open(path).convert("RGB")
        x = to_tensor(image).to(machine.device)
        found, took = machine.seconds(partial(_boxes, stage, model, x))
        detections = code.call("ex6", "filter_detections", found, names, THRESHOLD)
        counts = code.call("ex6", "count_objects", detections)
        kept = code.call("ex6", "nms", found["boxes"], found["scores"], 0.5)
        said = ", ".join(f"{count} {name}" for name, count in counts.items())
        rows.append([path.name, said or "-", f"{len(found['boxes'])}", f"{len(kept)}", f"{1000 * took:.0f}"])
        cells.append((path.name, code.call("ex6", "draw_detections", image, detections)))
    stage.channel.step(1, 1, "")
    stage.channel.table(["photo", "found_half", "boxes", "nms", "ms"], rows)
    stage.channel.picture(sheet(stage.out / "ex6_detected.png", [cells[:3], cells[3:]]))


def _boxes(stage: Stage, model: Any, image: Tensor) -> dict[str, Tensor]:
    """The detections, without mixed precision: it saves little here, and would move box corners by up to a pixel."""
    found = stage.code.call("ex6", "detect", model, image)
    good = isinstance(found, dict) and {"boxes", "labels", "scores"} <= set(found)
    stage.usable(good, "dict with boxes, labels, scores")
    return {key: value.cpu() for key, value in found.items() if isinstance(value, Tensor)}
