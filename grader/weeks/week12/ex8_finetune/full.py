"""ex8: ResNet18 on ants and bees, trained twice with the student's loop: only the head, and the whole network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import nn
from torchvision.datasets import ImageFolder

from grader.full.task import StagePlan
from grader.full.work.stage import Stage
from grader.weeks.week12.ex8_finetune.full_curves import curves
from grader.weeks.week12.full_insects import (
    BATCH,
    TRAIN,
    TRAIN_PHOTOS,
    VAL_PHOTOS,
    VALIDATE,
    CountedBatches,
    insects,
    one_photo,
    resnet18,
)

SEED = 0
HEAD_RATE, BACKBONE_RATE = 0.01, 0.001
History = list[dict[str, Any]]


def work(plan: StagePlan) -> float:
    """Both trainings. Where only the head is trained, forward counts alone; else backward counts as two more passes."""
    head = TRAIN_PHOTOS + VAL_PHOTOS
    whole = 3 * TRAIN_PHOTOS + VAL_PHOTOS
    return plan.epochs * one_photo(plan) * (head + whole)


def run(stage: Stage) -> None:
    code = stage.code
    code.need("ex7", "feature_extractor", "replace_head")
    code.need("ex8", "train_model", "param_groups")
    folder = insects(stage)
    sets = {"train": ImageFolder(folder / "train", TRAIN), "val": ImageFolder(folder / "val", VALIDATE)}
    runs: dict[str, History] = {}
    for name, change, key in (
        ("feature extractor", "feature_extractor", "trained_head"),
        ("fine-tuned", "replace_head", "trained_all"),
    ):
        total = stage.epochs * sum(-(-len(s) // BATCH) for s in sets.values())

        train = partial(_train, stage, change, sets, CountedBatches(stage, total, name))
        history, took = stage.machine.seconds(partial(stage.machine.boosted, train, training=True))
        runs[name] = history
        best = max(row["val_acc"] for row in history)
        stage.channel.tell(key, acc=f"{best:.3f}", seconds=f"{took:.1f}")
        stage.channel.table(
            ["epoch", "train_loss", "train_acc", "val_loss", "val_acc", "curve"], _curve(history)
        )
    stage.channel.step(1, 1, "")
    path = curves(stage.out / "ex8_learning_curves.png", runs)
    if path:
        stage.channel.picture(path)
    else:
        stage.channel.tell("no_matplotlib")


def _train(stage: Stage, change: str, sets: dict[str, ImageFolder], count: Callable[[], None]) -> History:
    code, machine = stage.code, stage.machine
    torch.manual_seed(SEED)
    loaders = {p: machine.loader(s, BATCH, shuffle=p == "train", on_batch=count) for p, s in sets.items()}
    model = code.call("ex7", change, resnet18(stage), len(sets["train"].classes)).to(machine.device)
    groups = code.call("ex8", "param_groups", model, HEAD_RATE, BACKBONE_RATE)
    optimizer = torch.optim.SGD(groups, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=7, gamma=0.1)
    _, history = code.call(
        "ex8",
        "train_model",
        model,
        loaders,
        nn.CrossEntropyLoss(),
        optimizer,
        scheduler,
        stage.epochs,
        machine.name,
    )
    keys = {"epoch", "train_loss", "train_acc", "val_loss", "val_acc"}
    good = len(history) == stage.epochs and all(keys <= set(row) for row in history)
    stage.usable(good, f"{stage.epochs} x {{{', '.join(sorted(keys))}}}")
    return list(history)


def _curve(history: History) -> list[list[str]]:
    """A row for each epoch, with validation accuracy as a bar of twenty."""
    return [
        [
            str(row["epoch"]), f"{row['train_loss']:.3f}", f"{row['train_acc']:.3f}", f"{row['val_loss']:.3f}",
            f"{row['val_acc']:.3f}", "#" * round(20 * row["val_acc"]),
        ]
        for row in history
    ]  # fmt: skip
