"""Training problems of ex8: a network, data and how it is trained, drawn anew for each check and built on both sides.

`there` builds what the student's function is given, `here` the same for the examiner's own training (`training`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from grader.checking.kit import Twin
from grader.weeks.week12.ex8_finetune.training import measured, trained

# ---- what is trained, on both sides ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """Images with labels, and how many of them are in a full batch."""

    images: torch.Tensor
    labels: torch.Tensor
    size: int
    kind: str = "pairs_loader"
    """The prop that makes the student's loader."""

    @property
    def loader(self):
        """The student's loader. The examiner needs none: it goes through `batches`."""
        return Twin(self.kind, self.images, self.labels, self.size)

    def batches(self):
        """All pairs of images and labels, in order; the last one may be smaller."""
        return list(zip(self.images.split(self.size), self.labels.split(self.size), strict=True))


@dataclass(frozen=True)
class Task:
    """What `train_one_epoch` is given: a network, data, a criterion and an optimizer."""

    net: Twin
    train: Part
    criterion: Twin
    optimizer: Twin
    """Built with its model as the keyword `model`."""

    @property
    def lrs(self):
        """The learning rates of the optimizer's two groups."""
        return self.optimizer.kwargs["lrs"]

    def here(self, props):
        """Model, data, criterion and optimizer of the examiner's own."""
        model = self.net.here(props)
        return model, self.train, self.criterion.here(props), self.optimizer.here(props, model=model)

    def there(self, student, **more):
        """Handles of the student's model, loader, criterion and optimizer; `more` is for the model."""
        model = self.net.there(student, **more)
        loader, criterion = self.train.loader.there(student), self.criterion.there(student)
        return model, loader, criterion, self.optimizer.there(student, model=model)


@dataclass(frozen=True)
class Training:
    """What `train_model` is given: a task, data for validation, a scheduler and the number of epochs."""

    task: Task
    val: Part
    scheduler: Twin
    """Built with its optimizer as the keyword `optimizer`."""
    epochs: int

    def here(self, props):
        """Model, data by phase, criterion, optimizer, scheduler and number of epochs of the examiner's own."""
        model, train, criterion, optimizer = self.task.here(props)
        scheduler = self.scheduler.here(props, optimizer=optimizer)
        return model, {"train": train, "val": self.val}, criterion, optimizer, scheduler, self.epochs

    def there(self, student):
        """Handles of the same on the student's side, in the order of `train_model`'s arguments."""
        model, train, criterion, optimizer = self.task.there(student)
        scheduler = self.scheduler.there(student, optimizer=optimizer)
        loaders = {"train": train, "val": self.val.loader.there(student)}
        return model, loaders, criterion, optimizer, scheduler, self.epochs


# ---- drawing one epoch ----------------------------------------------------------------------------------------------


def draw_task(draw, props, sizes, suits=lambda task: True, *, lr=0.3, large=False, **options):
    """A task whose batches have these sizes, and which `suits`. About half of the images are right at the start.

    It is drawn again until no prediction is a close call, so that rounding decides nothing.
    lr: the learning rate of the head, about. large: the logits are in the hundreds. options: those of the network.
    """
    for _ in range(200):
        width, classes = draw.integer(4, 6), draw.integer(4, 6)
        part = draw_part(draw, classes, sizes)
        state = draw.state(props.network((width, classes), **options), gain=1.5)
        if large:
            state["head.weight"] *= 200
        net = Twin("network", (width, classes), state, **options)
        criterion = Twin("criterion", draw.number(0.1, 0.3))
        optimizer = Twin("optimizer", lrs=(lr * draw.number(0.7, 1.0), lr * draw.number(0.2, 0.4)))
        guesses = net.here(props, train=False)(part.images).argmax(1)
        labels = torch.where(draw.uniform(len(guesses)) < 0.5, guesses, part.labels)
        task = Task(net, replace(part, labels=labels), criterion, optimizer)
        passes = trained(task, props), measured(task, props)
        if all(p.margin > 0.01 and 0 < p.accuracy < 1 for p in passes) and suits(task):
            return task
    raise AssertionError("no task was found")


def draw_part(draw, classes, sizes):
    """Random images and labels in batches of these sizes."""
    height, width = draw.integer(6, 8), draw.integer(7, 9)
    n = sum(sizes)
    return Part(draw.normal(n, 3, height, width), draw.integers(n, low=0, high=classes - 1), sizes[0])


def draw_sizes(draw):
    """The sizes of two batches, the last one smaller: a mean over batches is then not the mean over images."""
    size = draw.integer(4, 6)
    return [size, draw.integer(2, size - 2)]


def draw_placed(draw):
    """A task that stands for one on a second device, which no machine needs to have, and the name of the device."""
    classes, pixels = draw.integer(3, 5), 12
    images, labels = draw.normal(9, 3, 2, 2), draw.integers(9, low=0, high=classes - 1)
    net = Twin("placed_net", draw.normal(classes, pixels), draw.normal(classes))
    part = Part(images, labels, len(labels), kind="placed_loader")
    task = Task(net, part, Twin("placed_criterion"), Twin("optimizer", lrs=(0.1, 0.1)))
    return task, f"cpu:{draw.integer(1, 9)}"


# ---- drawing several epochs: what happens in which epoch is prescribed ----------------------------------------------


def draw_training(draw, props, train, val, *, n=(9, 12), sizes=(5, 7), lr=0.5, **options):
    """A training of len(train) epochs in which so many images are right: `train` in training, `val` after each epoch.

    train, val: pairs of (how many are right, strength); val begins with what it is before any training.
    n, sizes: how many images there are in training and in validation, and in their full batches.
    """
    classes = draw.integer(4, 6)
    labels = [draw.integers(count, low=0, high=classes - 1) for count in n]
    # the network's first layer needs three columns
    columns = ([*steps, *steps[-1:] * (3 - len(steps))] for steps in ([*train, train[-1]], val))
    learned, checked = (
        Part(prescribe(draw, y, classes, c), y, size)
        for y, c, size in zip(labels, columns, sizes, strict=True)
    )
    widths = (draw.integer(3, 5), classes, len(learned.batches()))
    net = Twin("network", widths, draw.state(props.network(widths, **options)), **options)
    criterion = Twin("criterion", draw.number(0.05, 0.1))
    lrs = (lr * draw.number(0.7, 1.0), lr * draw.number(0.3, 0.5))
    task = Task(net, learned, criterion, Twin("optimizer", lrs=lrs, momentum=0.9))
    constant = Twin("scheduler", rates=[lrs[0]] * (len(train) + 1))
    return Training(task, checked, constant, len(train))


def prescribe(draw, labels, classes, columns):
    """Images for a `Rigged` network: in the epoch of each column, so many of them are right, by so much.

    columns: (how many are right, by how much the best logit is above the others) for each column.
    """
    n = len(labels)
    images = draw.normal(n, 3, classes, len(columns))
    images[:, 0] *= 0.1
    for column, (count, strength) in enumerate(columns):
        wrong = (labels + draw.integers(n, low=1, high=classes - 1)) % classes
        right = torch.tensor(draw.permutation(n)) < count
        images[torch.arange(n), 0, torch.where(right, labels, wrong), column] += strength
    return images


def draw_rise(draw, props, count, **options):
    """A training of `count` epochs whose last is the best by every figure: its weights come back, however it is chosen."""
    strength = draw.number(2.5, 3.0)
    val, train = ([(n, strength) for n in sorted(draw.distinct(count + 1, 1, 8))] for _ in range(2))
    if count > 2:
        # the second epoch is worse than the first
        val[1], val[2] = val[2], val[1]
    return draw_training(draw, props, train[1:], val, **options)


def draw_rates(draw, training):
    """Learning rates that fall as by no usual rule: as many as the batches of the training, and of one more epoch."""
    first, steps = training.task.lrs[0], (training.epochs + 1) * len(training.task.train.batches())
    factors = draw.uniform(steps, low=0.75, high=0.88).cumprod(0)
    return [first, *(first * factors).tolist()]
