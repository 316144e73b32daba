"""A PNG file of the learning curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def curves(path: Path, runs: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path | None:
    """Loss and accuracy of each run over the epochs; None where matplotlib is not installed."""
    try:
        import matplotlib

        matplotlib.use("Agg")
        from matplotlib import pyplot
    except ImportError:
        return None
    figure, axes = pyplot.subplots(
        2, len(runs), figsize=(4.5 * len(runs), 6), squeeze=False, sharex=True, sharey="row"
    )
    for column, (name, history) in enumerate(runs.items()):
        epochs = [row["epoch"] for row in history]
        for axis, kind in ((axes[0][column], "loss"), (axes[1][column], "acc")):
            for part, style in (("train", "--"), ("val", "-")):
                axis.plot(epochs, [row[f"{part}_{kind}"] for row in history], style, marker=".", label=part)
            axis.grid(alpha=0.3)
            axis.set_ylabel("loss" if kind == "loss" else "accuracy")
        axes[0][column].set_title(name)
        axes[0][column].legend()
        axes[1][column].set_xlabel("epoch")
        axes[1][column].xaxis.get_major_locator().set_params(integer=True)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
    return path
