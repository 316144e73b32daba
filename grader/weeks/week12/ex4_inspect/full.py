"""ex4: sizes and last layers of the real classifiers, and the shapes along one of them."""

from __future__ import annotations

import torch

from grader.full.task import StagePlan
from grader.full.work.stage import Stage
from grader.weeks.week12.full_networks import load_network

SHOWN = 12


def work(plan: StagePlan) -> float:
    """A pass of one picture through each."""
    return sum(f.multiply_adds for f in plan.files if f.kind == "classifier")


def run(stage: Stage) -> None:
    code, files = stage.code, stage.of_kind("classifier")
    code.need("ex4", "count_parameters", "linear_layers", "rank_models", "trace_shapes")
    models = {}
    for at, file in enumerate(files):
        stage.channel.step(at, len(files) + 1, file.title)
        models[file.name] = load_network(stage, file)
    rows = []
    for name, _, mib in code.call("ex4", "rank_models", models):
        count = code.call("ex4", "count_parameters", models[name])
        linear = code.call("ex4", "linear_layers", models[name])
        rows.append([name, f"{count:,}", f"{mib:.1f}", ", ".join(linear) or "-"])
    stage.channel.table(["network", "parameters", "mib", "linear"], rows)
    first = "alexnet" if "alexnet" in models else files[0].name
    model = models[first].to(stage.machine.device)
    shapes = code.call("ex4", "trace_shapes", model, torch.zeros(1, 3, 224, 224, device=stage.machine.device))
    stage.channel.step(1, 1, "")
    cells = [[name, str(list(shape))] for name, shape in shapes.items()]
    if len(cells) > 2 * SHOWN:
        cells = [*cells[:SHOWN], ["...", "..."], *cells[-SHOWN:]]
    stage.channel.tell("traced", name=first, count=len(shapes))
    stage.channel.table(["layer", "shape"], cells)
