"""Pictures of ex8_finetune: learning curves, and validation photos with names."""

import copy
import math
from dataclasses import dataclass

import torch
from PIL import Image
from torch import nn
from torchvision.datasets import ImageFolder

from grader.checking.kit import expect
from grader.core.errors import Mismatch
from grader.show import figure as f

PIXELS, EPOCHS, BATCH, RATE = 128, 16, 12, 0.01
KEYS = ("train_loss", "train_acc", "val_loss", "val_acc")


@dataclass(frozen=True)
class Trained:
    """One training of the small head: its record, and the answers on `val` of the model that came back."""

    record: list
    answers: torch.Tensor


_features = {}
_expected = {}


def _data(stage):
    """Features and labels of both sides; the training pictures in a fixed, mixed order."""
    if not _features:
        model = stage.props.featured().eval()
        for side in ("train", "val"):
            images, labels = stage.props.animals(side, PIXELS)
            with torch.no_grad():
                made = torch.cat([model.pool(model.features(part)).flatten(1) for part in images.split(20)])
            _features[side] = made, labels
        order = torch.randperm(len(_features["train"][1]), generator=torch.Generator().manual_seed(3))
        _features["train"] = tuple(part[order] for part in _features["train"])
        mean, deviation = _features["train"][0].mean(0), _features["train"][0].std(0) + 1e-6
        for side, (made, labels) in list(_features.items()):
            _features[side] = (made - mean) / deviation, labels
    return _features


def _start():
    """The weights that every training begins with."""
    with torch.random.fork_rng():
        torch.manual_seed(12)
        return nn.Sequential(nn.Linear(512, 64), nn.ReLU(), nn.Linear(64, 2)).state_dict()


def _reference(stage):
    """The same training, by the grader."""
    if _expected:
        return _expected["trained"]
    data, props = _data(stage), stage.props
    model, criterion = props.head(_start()), props.criterion()
    optimizer = props.sgd(model, RATE)
    scheduler = props.steps(optimizer, 8)
    record, best, best_weights = [], -1.0, {}
    for epoch in range(EPOCHS):
        row = {"epoch": epoch, "lr": optimizer.param_groups[0]["lr"]}
        for side in ("train", "val"):
            loss_sum, right, count = 0.0, 0, 0
            model.train(side == "train")
            for x, y in props.feature_loader(*data[side], BATCH):
                with torch.set_grad_enabled(side == "train"):
                    logits = model(x)
                    loss = criterion(logits, y)
                if side == "train":
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum, right, count = (
                    loss_sum + loss.item() * len(y),
                    right + int((logits.argmax(1) == y).sum()),
                    count + len(y),
                )
            row[f"{side}_loss"], row[f"{side}_acc"] = loss_sum / count, right / count
        scheduler.step()
        record.append(row)
        if row["val_acc"] > best:
            best, best_weights = row["val_acc"], copy.deepcopy(model.state_dict())
    model.load_state_dict(best_weights)
    _expected["trained"] = Trained(record, props.answers(model, data["val"][0]))
    return _expected["trained"]


def _train(stage):
    """The student's training of the small head: a record and answers, as they came."""
    data, want = _data(stage), _reference(stage)

    def run(student):
        model = student.prop("head", _start(), keep=True)
        optimizer = student.prop("sgd", model, RATE, keep=True)
        loaders = {side: student.prop("feature_loader", *data[side], BATCH, keep=True) for side in data}
        scheduler = student.prop("steps", optimizer, 8, keep=True)
        criterion = student.prop("criterion", keep=True)
        got = student.call("train_model", model, loaders, criterion, optimizer, scheduler, EPOCHS)
        if not isinstance(got, tuple | list) or len(got) != 2:
            raise Mismatch("type", got=type(got).__name__, expected="(model, list of dict)")
        return got[1], student.prop("answers", got[0], data["val"][0])

    def check(value):
        expect(value[0], want.record, atol=0.02, rtol=0.05)
        labels = data["val"][1]
        own = float((value[1] == labels).float().mean())
        best = max(row["val_acc"] for row in want.record)
        if abs(own - best) > 0.5 / len(labels):  # not the weights of the best epoch
            raise Mismatch("value", got=f"{own:.3f}", expected=f"{best:.3f}", params={"at": "val_acc"})

    with stage.patience(20.0):
        return stage.attempt("train_model", run, check=check), want


def _columns(record):
    """Four lists of numbers of a record, or None where it is none."""
    try:
        rows = [[float(row[key]) for key in KEYS] for row in record][:200]
    except (TypeError, ValueError, KeyError, IndexError, OverflowError):
        return None
    fine = rows and all(math.isfinite(v) and abs(v) < 1e6 for row in rows for v in row)
    return list(zip(*rows, strict=True)) if fine else None


def show_curves(stage):
    """Loss and accuracy of every epoch: the student's solid, the expected dotted."""
    got, want = _train(stage)
    labels = _data(stage)["val"][1]
    figure = f.new_figure(10.5, 4.2)
    axes = f.grid(figure, 1, 2)[0]
    own = _columns(got.value[0]) if got.returned and isinstance(got.value, tuple) else None
    right = _columns(want.record)
    for axis, (train, val), word in zip(axes, ((0, 2), (1, 3)), ("loss", "accuracy"), strict=True):
        f.heading(axis, stage.say(word), bold=True)
        f.under(axis, stage.say("epoch", number="").strip())
        for column, tone, name in ((train, f.ORANGE, "train_curve"), (val, f.BLUE, "val_curve")):
            if own:
                axis.plot(own[column], color=tone, linewidth=2.4, label=f.writable(stage.say(name)))
            axis.plot(right[column], color=f.INK if own else tone, linestyle=":", linewidth=1.4, zorder=4)
        axis.plot([], color=f.INK, linestyle=":", label=f.writable(stage.say("expected_curve")))
        axis.spines[["top", "right"]].set_visible(False)
        axis.tick_params(labelsize=8)
    record = own or right
    best = record[3].index(max(record[3]))
    for axis in axes:
        axis.axvline(best, color=f.GREEN, linewidth=1.2, label=f.writable(stage.say("best")))
    answers = got.value[1] if own else None
    if isinstance(answers, torch.Tensor) and answers.shape == labels.shape:
        share = float((answers == labels).float().mean())
        tone = f.GREEN if abs(share - record[3][best]) < 1e-6 else f.RED
        axes[1].plot([best], [share], marker="*", markersize=15, color=tone, linestyle="none",
                     label=f.writable(stage.say("returned")), zorder=5)  # fmt: skip
    if not own:
        axes[0].text(
            0.5, 0.5, f.wrapped(f.writable(f"{got.function}: {got.said(stage.lang)}"), 40), ha="center", va="center",
            transform=axes[0].transAxes, color=f.TONES[got.status], fontsize=10, parse_math=False,
            bbox={"facecolor": "white", "edgecolor": f.TONES[got.status], "boxstyle": "round,pad=0.6"},
        )  # fmt: skip
    for axis in axes if own else axes[1:]:  # the words in the middle leave no room for it
        axis.legend(fontsize=8, frameon=False)
    return figure


SHOWN = 24


def show_predictions(stage):
    """Photos of `val` with the names that the student's model gives them."""
    got, want = _train(stage)
    labels = _data(stage)["val"][1]
    data = ImageFolder(str(stage.datasets / "birds_mammals" / "val"))
    answers = got.value[1] if got.returned and isinstance(got.value, tuple) else None
    if not isinstance(answers, torch.Tensor) or answers.shape != labels.shape:
        answers = None
    places = torch.linspace(0, len(labels) - 1, SHOWN).long().tolist()
    figure = f.new_figure(10.5, 5.6)
    names = [stage.say("bird"), stage.say("mammal")]
    for axis, i in zip(f.grid(figure, 3, SHOWN // 3).flat, places, strict=True):
        with Image.open(data.samples[i][0]) as image:
            photo = image.convert("RGB")
        if answers is None:
            f.picture_panel(axis, photo, tone=f.GREY)
            f.under(axis, "?", tone=f.GREY)
            continue
        said = int(answers[i])
        tone = f.GREEN if said == int(labels[i]) else f.RED
        f.picture_panel(axis, photo, tone=tone)
        f.under(axis, names[said] if said in (0, 1) else str(said)[:8], tone=tone, size=10)
    expected = int((want.answers == labels).sum())
    if answers is None:
        text, tone = stage.say("will_answer"), f.GREY
    else:
        right = int((answers == labels).sum())
        text, tone = stage.say("right", count=len(labels), right=right, want=expected), f.TONES[got.status]
    figure.text(
        0.99, 0.985, f.writable(text), ha="right", va="top", fontsize=11, color=tone, parse_math=False
    )
    return figure
