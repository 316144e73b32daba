"""Pictures of ex3_data: digits, small colour photos, the order of batches, the colours of a data set."""

import importlib.util

import torch
from torchvision import datasets, transforms
from torchvision.utils import make_grid

from grader.core.errors import Mismatch
from grader.show import figure as f

DIGITS, MOST = 32, 20


def show_digits(stage):
    """The first digits in one picture."""
    root = str(stage.datasets)
    data = datasets.MNIST(root, train=True, transform=transforms.ToTensor(), download=False)
    want = (len(data), [data[i] for i in range(DIGITS)])
    loaded = stage.attempt(
        "load_mnist",
        lambda s: s.prop("some_items", s.call("load_mnist", root, True, keep=True), DIGITS),
        want,
    )
    return _grids(stage, loaded, want, 8, [str(label) for _, label in want[1]])


def show_cifar(stage):
    """The same for CIFAR-10."""
    root = str(stage.datasets)
    module = _cifar_small(stage)
    with module.known_files(root):
        data = datasets.CIFAR10(root, train=False, transform=transforms.ToTensor(), download=False)
        want, names = (len(data), [data[i] for i in range(len(data))]), data.classes

    def run(student):
        student.prop("accept_cifar")
        return student.prop("some_items", student.call("load_cifar10", root, False, keep=True), MOST)

    loaded = stage.attempt("load_cifar10", run, want)
    return _grids(stage, loaded, want, 5, [names[label] for _, label in want[1]])


def _cifar_small(stage):
    spec = importlib.util.spec_from_file_location("cifar_small", stage.datasets / "cifar_small.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _grids(stage, loaded, want, nrow, answers):
    """The student's grid of the images that the student's function loaded, and the expected one."""
    images = torch.stack([image for image, _ in want[1]])
    own = _stacked(loaded.value)
    own = images if own is None else own
    grid = stage.attempt(
        "image_grid", lambda s: s.call("image_grid", own, nrow), make_grid(own, nrow, padding=2), atol=1e-4
    )
    figure = f.new_figure(10.5, 4.5 if len(answers) > 10 else 3.4)
    left, right = f.grid(figure, 1, 2)[0]
    if loaded.returned and _stacked(loaded.value) is not None:
        f.attempt_panel(left, grid, stage.lang, width=46)
    else:
        f.missing_panel(left, loaded, stage.lang, width=46)
    f.picture_panel(right, make_grid(images, nrow, padding=2))
    f.heading(left, stage.say("yours"), tone=f.BLUE, bold=True)
    f.heading(right, stage.say("expected"), tone=f.GREY, bold=True)
    rows = [", ".join(answers[i : i + nrow]) for i in range(0, len(answers), nrow)]
    f.under(right, f"{stage.say('answers')}\n" + "\n".join(rows), size=8)
    return figure


def _stacked(value):
    """The images of (length, items), when they are images of one size."""
    try:
        images = torch.stack([image for image, _ in value[1]])
        return images if images.ndim == 4 and images.is_floating_point() else None
    except (TypeError, ValueError, IndexError, RuntimeError):
        return None


COUNT, BATCH = 24, 6


def show_batches(stage):
    """Which item comes when: two epochs for training, two for evaluation; one colour for each item."""
    figure = f.new_figure(10.5, 3.4)
    axes = f.grid(figure, 2, 2)
    for row, train in enumerate((True, False)):
        kind = "shuffled" if train else "in_order"
        got = stage.attempt(
            "make_loader",
            lambda s, train=train: s.prop(
                "orders", s.call("make_loader", s.prop("numbered", COUNT), BATCH, train, keep=True), 2
            ),
            check=_shuffled if train else _in_order,
            part=f"make_loader(train={train})",
        )
        torch.manual_seed(row + 1)
        want = [torch.randperm(COUNT).tolist() if train else list(range(COUNT)) for _ in range(2)]
        f.row_name(axes[row, 0], stage.say(kind))
        if not (got.returned and _drawn(axes[row, 0], got.value, f.TONES[got.status], stage)):
            f.missing_panel(axes[row, 0], got, stage.lang, width=50)
        _drawn(axes[row, 1], want, f.GREY, stage)
    f.heading(axes[0, 0], stage.say("yours"), tone=f.BLUE, bold=True)
    f.heading(axes[0, 1], stage.say("expected"), tone=f.GREY, bold=True)
    return figure


def _shuffled(got):
    first, second = got
    if sorted(first) != list(range(COUNT)) or sorted(second) != list(range(COUNT)):
        raise Mismatch("length", got=f"{len(first)}", expected=f"{COUNT}")
    if first == second or first == list(range(COUNT)):
        raise Mismatch(
            "value", got=f"{first[:8]}...", expected="another order in every epoch", params={"at": ""}
        )


def _in_order(got):
    if any(len(epoch) != COUNT for epoch in got):
        raise Mismatch("length", got=f"{len(got[0])}", expected=f"{COUNT}")
    if any(epoch != list(range(COUNT)) for epoch in got):
        raise Mismatch("value", got=f"{got[0][:8]}...", expected=f"{list(range(8))}...", params={"at": ""})


def _drawn(axes, epochs, tone, stage):
    """One row of coloured squares for each epoch; False when there is nothing to draw."""
    rows = [[int(i) for i in epoch][: 2 * COUNT] for epoch in epochs]
    if not any(rows):
        return False
    width = max(len(row) for row in rows)
    values = torch.full((len(rows), width), float("nan"))
    for i, row in enumerate(rows):
        values[i, : len(row)] = torch.tensor(row, dtype=torch.float)
        for j, item in enumerate(row):
            axes.text(
                j, i, str(item), ha="center", va="center", fontsize=7, color="white" if item < 15 else "black"
            )
    axes.imshow(values, cmap="viridis", vmin=0, vmax=COUNT, aspect="auto")
    for edge in range(BATCH, width, BATCH):
        axes.axvline(edge - 0.5, color="white", linewidth=3)
    axes.set_xticks([])
    names = [stage.say("epoch", number=i) for i in range(len(rows))]
    axes.set_yticks(range(len(rows)), names, fontsize=8)
    for side in axes.spines.values():
        side.set_color(tone)
    return True


def show_colours(stage):
    """Mean and deviation of each channel of CIFAR-10's pictures."""
    root = str(stage.datasets)
    with _cifar_small(stage).known_files(root):
        data = datasets.CIFAR10(root, train=False, transform=transforms.ToTensor(), download=False)
        images = [data[i][0] for i in range(len(data))]
    pixels = torch.cat([image.double().flatten(1) for image in images], 1)
    want = (pixels.mean(1).tolist(), pixels.std(1, correction=0).tolist())
    got = stage.attempt(
        "channel_stats", lambda s: s.call("channel_stats", s.prop("listed", images)), want, atol=1e-3
    )
    figure = f.new_figure(10.5, 2.6)
    axes = f.grid(figure, 1, 2)[0]
    for axis, value, word in zip(axes, (got.value, want), ("yours", "expected"), strict=True):
        tone = f.BLUE if word == "yours" else f.GREY
        f.heading(axis, stage.say(word), tone=tone, bold=True)
        rows = _numbers(value) if word == "expected" or got.returned else None
        if rows is None:
            f.missing_panel(axis, got, stage.lang, width=46)
            continue
        names = [f"{stage.say(n)} {c}" for n in ("mean", "deviation") for c in "RGB"]
        f.bars(axis, names, rows, tone=tone, most=1.0, number="{:.3f}".format)
    return figure


def _numbers(value):
    """Six numbers of ([3], [3]), or None."""
    try:
        rows = [float(v) for part in value for v in part]
        return rows if len(rows) == 6 else None
    except (TypeError, ValueError, OverflowError):
        return None
