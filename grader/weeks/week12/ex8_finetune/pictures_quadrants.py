"""The four quadrants of ex8_finetune: frozen, fine-tuned and from scratch, with few or more data, similar or different.

Each of the twelve trainings is the student's own `train_model`; all ways in a quadrant have the same epochs. What
complete functions reached is in `quadrants.json`, copied from `.grader/show/measured/` after a run with --solutions.
"""

import json
import math
import time
from dataclasses import dataclass

import torch

from grader.core.errors import Mismatch
from grader.show import figure as f


@dataclass(frozen=True)
class Quadrant:
    """One situation: which data, how much of it, and how long each way is trained on it."""

    name: str
    kind: str
    each: int
    """Training pictures of each class; 0 means all that there are."""
    count: int
    classes: int
    pixels: int
    batch: int
    epochs: int


QUADRANTS = (
    Quadrant("few_similar", "animals", 10, 20, 2, 112, 4, 8),
    Quadrant("many_similar", "animals", 0, 120, 2, 112, 8, 5),
    Quadrant("few_different", "digits", 4, 40, 10, 48, 8, 10),
    Quadrant("many_different", "digits", 0, 400, 10, 48, 8, 8),
)
WAYS = {"frozen": (3e-3, 0.0), "tuned": (1e-3, 1e-4), "scratch": (3e-4, 3e-4)}
"""Learning rates of the head and of the rest."""
TONES = {"frozen": f.BLUE, "tuned": f.GREEN, "scratch": f.ORANGE}
SECONDS = 150.0
"""How long one training may take at most."""


def show_quadrants(stage):
    """The four quadrants, measured once for each state of the student's files, and kept."""
    ready = _ready(stage)
    source = "".join(p.read_text(encoding="utf-8") for p in stage.week.props("ex8_finetune"))
    mark = stage.mark("ex7_extract", "ex8_finetune", more=f"{source}{QUADRANTS}{WAYS}{torch.__version__}")
    measured = stage.recall("quadrants", mark)
    if measured is None and ready and stage.long:
        begun = time.monotonic()
        rows = _measure(stage)
        measured = {"rows": rows, "seconds": round(time.monotonic() - begun)}
        if len(rows) == len(QUADRANTS) * len(WAYS):
            stage.remember("quadrants", mark, measured)
    elif measured is None and ready:
        stage.skipped = True
    return _draw(stage, measured, ready)


def _ready(stage):
    """Whether each of the four functions does anything at all; each is tried once."""
    with stage.visit("ex7_extract") as other:
        made = [
            other.attempt(
                name, lambda s, name=name: s.prop("asks", s.call(name, s.prop("squeezenet"), 2, keep=True))
            )
            for name in ("feature_extractor", "replace_head")
        ]
    made.append(
        stage.attempt(
            "param_groups",
            lambda s: s.call("param_groups", s.prop("head_only", keep=True), 0.1, 0.01, keep=True),
        )
    )
    made.append(stage.attempt("train_model", lambda s: _nothing(s)))
    return all(attempt.returned for attempt in made)


def _nothing(student):
    """The shortest possible training: one epoch of four rows."""
    x, y = torch.zeros(4, 512), torch.tensor([0, 1, 0, 1])
    state = {
        "0.weight": torch.zeros(64, 512),
        "0.bias": torch.zeros(64),
        "2.weight": torch.zeros(2, 64),
        "2.bias": torch.zeros(2),
    }
    model = student.prop("head", state, keep=True)
    optimizer = student.prop("sgd", model, 0.1, keep=True)
    loaders = {side: student.prop("feature_loader", x, y, 4, keep=True) for side in ("train", "val")}
    scheduler = student.prop("steps", optimizer, 1, keep=True)
    return _accuracy(
        student.call(
            "train_model", model, loaders, student.prop("criterion", keep=True), optimizer, scheduler, 1
        )
    )


def _accuracy(got):
    """The validation accuracy of the last epoch. Raises Mismatch when the record does not say it."""
    try:
        value = got[1][-1]["val_acc"]
    except (TypeError, KeyError, IndexError):
        raise Mismatch("type", got=type(got).__name__, expected="(model, list of dict)") from None
    if not isinstance(value, float) or not math.isfinite(value) or not 0 <= value <= 1:
        raise Mismatch("value", got=repr(value)[:60], expected="0.0 .. 1.0", params={"at": "val_acc"})
    return value


def _measure(stage):
    """(quadrant, way, accuracy) of all twelve; ends early where one does not return."""
    rows = []
    total = len(QUADRANTS) * len(WAYS)
    with stage.visit("ex8_finetune", "ex7_extract") as both:
        for quadrant in QUADRANTS:
            for way in WAYS:
                words = f"{stage.say(quadrant.name, count=quadrant.count)}: {stage.say(f'way_{way}')}"
                stage.step(words, len(rows), total)
                with both.patience(SECONDS):
                    got = both.attempt("train_model", lambda s, q=quadrant, w=way: _accuracy(_train(s, q, w)))
                if not got.ok:
                    return rows
                rows.append([quadrant.name, way, got.value])
    stage.step("", total, total)
    return rows


def _train(student, quadrant, way):
    """One training on the student's side, with the student's functions."""
    student.prop("use_threads")
    model = student.prop("quadrant_model", way, quadrant.classes, 0, keep=True)
    groups = student.call("param_groups", model, *WAYS[way], keep=True)
    optimizer = student.prop("adam", groups, keep=True)
    scheduler = student.prop("cosine", optimizer, quadrant.epochs, keep=True)
    loaders = student.prop(
        "quadrant_loaders", quadrant.kind, quadrant.each, quadrant.pixels, quadrant.batch, keep=True
    )
    criterion = student.prop("criterion", keep=True)
    return student.call("train_model", model, loaders, criterion, optimizer, scheduler, quadrant.epochs)


def _reference(stage):
    """What complete functions reached, (quadrant, way) to accuracy."""
    path = stage.week.folder / "ex8_finetune" / "quadrants.json"
    if not path.is_file():
        return {}
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    return {(name, way): value for name, way, value in rows}


def _draw(stage, measured, ready):
    reference = _reference(stage)
    own = {(name, way): value for name, way, value in measured["rows"]} if measured else {}
    figure = f.new_figure(10.5, 5.4)
    axes = f.grid(figure, 2, 2)
    for axis, quadrant in zip(axes.flat, QUADRANTS, strict=False):
        f.heading(axis, stage.say(quadrant.name, count=quadrant.count), bold=True)
        _bars(stage, axis, quadrant, own, reference)
    if measured:
        text = (
            stage.say("measured", seconds=measured["seconds"])
            if len(own) == len(QUADRANTS) * len(WAYS)
            else stage.say("stopped")
        )
    elif ready:
        text = stage.say("not_measured")
    else:
        missing = sorted({a.function for a in stage.attempts if not a.returned})
        text = stage.say("needs", names=", ".join(missing))
    stage.note = text
    return figure


def _bars(stage, axes, quadrant, own, reference):
    for i, way in enumerate(WAYS):
        value, want = own.get((quadrant.name, way)), reference.get((quadrant.name, way))
        if value is not None:
            axes.barh(i, value, color=TONES[way], height=0.6)
            axes.text(value + 0.015, i, f"{value:.0%}", va="center", fontsize=10, color=f.INK)
        if want is not None:
            axes.plot([want, want], [i - 0.38, i + 0.38], color=f.INK, linewidth=1.3)
            if value is None:
                axes.text(
                    want + 0.015,
                    i,
                    f"{stage.say('expected')} {want:.0%}",
                    va="center",
                    fontsize=9,
                    color=f.GREY,
                )
    chance = 1 / quadrant.classes
    axes.axvline(chance, color=f.GREY, linestyle=":", linewidth=1)
    axes.text(
        chance,
        2.62,
        f.writable(stage.say("chance", value=f"{chance:.0%}")),
        fontsize=8,
        color=f.GREY,
        ha="center",
        va="top",
    )
    axes.set_yticks(range(len(WAYS)), [f.writable(stage.say(f"way_{way}")) for way in WAYS], fontsize=10)
    axes.set_xlim(0, 1.12)
    axes.set_ylim(2.7, -0.5)
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
