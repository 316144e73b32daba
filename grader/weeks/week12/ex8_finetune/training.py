"""How the examiner trains in ex8: right, or with one mistake, on a task that `problems` has drawn.

`trained` and `measured` go once over the data and give a `Pass`, `fit` trains several epochs and gives a `Fitted`.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field

import torch

from grader.checking.kit import expect, expect_kind, named, one_of, require, same

EPOCH_KEYS = ("epoch", "train_loss", "train_acc", "val_loss", "val_acc", "lr")
"""The keys of a row of `train_model`'s record."""


# ---- one epoch ------------------------------------------------------------------------------------------------------


@dataclass
class Pass:
    """What one pass over the batches gave, and what mistakes would make of it."""

    counts: list[int] = field(default_factory=list)
    """Images of each batch; the first one is full."""
    means: list[float] = field(default_factory=list)
    """Mean loss of each batch."""
    hits: list[int] = field(default_factory=list)
    """Right predictions of each batch."""
    pairs: int = 0
    """How often a prediction equals any label of its batch."""
    columns: int = 0
    """How often `argmax(0)`, along the batch, equals the label in the same place."""
    decoys: list[int] = field(default_factory=lambda: [0, 0, 0])
    """How many would be right by other mistakes, which have no name: the lowest logit, the two highest, the largest size."""
    margin: float = float("inf")
    """The smallest gap between the two best logits of an image."""
    weights: dict[str, torch.Tensor] = field(default_factory=dict)
    """Parameters and buffers after the pass, if it trained."""

    def add(self, logits, labels, loss):
        """Count one batch."""
        best = logits.detach().topk(2).values
        self.margin = min(self.margin, float((best[:, 0] - best[:, 1]).min()))
        found = logits.argmax(1)
        two = (logits.topk(2).indices == labels[:, None]).any(1)
        others = logits.argmin(1) == labels, two, logits.abs().argmax(1) == labels
        self.decoys = [n + int(hits.sum()) for n, hits in zip(self.decoys, others, strict=True)]
        self.counts.append(len(labels))
        self.means.append(loss.item())
        self.hits.append(int((found == labels).sum()))
        self.pairs += int((found[:, None] == labels).sum())
        self.columns += sum(int(a == b) for a, b in zip(logits.argmax(0), labels, strict=False))

    @property
    def total(self):
        """The sum of the losses of all images."""
        return sum(m * n for m, n in zip(self.means, self.counts, strict=True))

    @property
    def loss(self):
        """The mean over all images."""
        return self.total / sum(self.counts)

    @property
    def accuracy(self):
        """The share of images that are right."""
        return sum(self.hits) / sum(self.counts)

    def wrong_losses(self):
        """Mistake to the loss, or the losses, that it makes of the same predictions."""
        n, batches, size = sum(self.counts), len(self.counts), self.counts[0]
        return {
            "batch_means_over_images": sum(self.means) / n,
            "mean_of_batch_means": sum(self.means) / batches,
            "fixed_batch_size": sum(self.means) * size / n,
            "batches_taken_for_images": [self.total / batches, self.total / (batches * size)],
            "only_one_batch_counted": [self.means[-1], self.means[0]],
        }

    def wrong_accuracies(self):
        """The same for the accuracy."""
        n, batches, size, hits = sum(self.counts), len(self.counts), self.counts[0], sum(self.hits)
        rates = [h / c for h, c in zip(self.hits, self.counts, strict=True)]
        return {
            "batches_taken_for_images": [hits / batches, hits / (batches * size)],
            "every_pair_compared": self.pairs / n,
            "accuracy_in_percent": 100 * hits / n,
            "accuracy_argmax_dim_0": self.columns / n,
            "mean_of_batch_accuracies": sum(rates) / batches,
            "only_one_batch_counted": [rates[-1], rates[0]],
        }

    def other_accuracies(self):
        """Accuracies that come of mistakes without a name."""
        n, hits = sum(self.counts), sum(self.hits)
        return [0.0, (n - hits) / n, *(hits / n for hits in self.decoys)]


def distinct(named, others, by=0.005):
    """Whether the values of named mistakes are apart from those of the others, and no two names have one value."""
    values = {m: v if isinstance(v, list) else [v] for m, v in named.items()}
    pairs = [(m, x) for m, v in values.items() for x in v]
    clear = all(abs(x - y) > by for _, x in pairs for y in others)
    return clear and all(abs(x - y) > by for m, x in pairs for k, y in pairs if m < k)


def apart(right, wrong, by=0.02):
    """Whether every value that a mistake makes is clearly not the right one."""
    values = [x for v in wrong.values() for x in (v if isinstance(v, list) else [v])]
    return all(abs(x - right) > by for x in values)


def run(model, part, criterion, optimizer=None, *, each=None, softmax=False, clear=True, grad=False):
    """Go once over the data, and train if there is an optimizer.

    each: called with images and labels after each batch.
    softmax, clear, grad: imitate mistakes (softmax before the criterion, no zero_grad(), gradients where nothing trains).
    """
    result = Pass()
    for images, labels in part.batches():
        with torch.set_grad_enabled(optimizer is not None or grad):
            logits = model(images)
            loss = criterion(logits.softmax(1) if softmax else logits, labels)
        if optimizer is not None:
            if clear:
                optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        result.add(logits, labels, loss)
        if each:
            each(images, labels)
    return result


def trained(task, props, *, train=True, criterion=None, **wrong):
    """Train one epoch. The keywords imitate mistakes; `wrong` is for `run`."""
    model, part, given, optimizer = task.here(props)
    result = run(model.train(train), part, criterion or given, optimizer, **wrong)
    result.weights = props.state(model)
    return result


def measured(task, props, *, train=False, criterion=None, **wrong):
    """Measure in eval mode, without training. The keywords imitate mistakes; `wrong` is for `run`."""
    model, part, given, _ = task.here(props)
    return run(model.train(train), part, criterion or given, **wrong)


# ---- several epochs -------------------------------------------------------------------------------------------------


@dataclass
class Fitted:
    """What a training of several epochs gave."""

    states: list[dict[str, torch.Tensor]]
    """Parameters and buffers before the training, then after each epoch."""
    rows: list[dict[str, float]] = field(default_factory=list)
    """The record: a row for each epoch."""
    passes: list[tuple[Pass, Pass]] = field(default_factory=list)
    """The two passes of each epoch, training and validation."""

    @property
    def best(self):
        """The epoch of the highest validation accuracy; the first one on a tie."""
        accuracies = [row["val_acc"] for row in self.rows]
        return accuracies.index(max(accuracies))

    @property
    def weights(self):
        """The state that `train_model` should return."""
        return self.states[1 + self.best]


def fit(training, props, steps="after", *, modes=(True, False), grad=False):
    """Train all epochs. The keywords imitate mistakes.

    steps: when the scheduler steps in an epoch: "after" or "before" the training, after each "batch", "twice" or "never".
    modes: whether the network is in train mode in training (from epoch 1 on), and in validation.
    grad: whether validation records gradients.
    """
    model, parts, criterion, optimizer, scheduler, epochs = training.here(props)
    fitted = Fitted([props.state(model)])
    for epoch in range(epochs):
        if steps == "before":
            with warnings.catch_warnings(action="ignore"):
                scheduler.step()
        lr = optimizer.param_groups[0]["lr"]
        model.train(epoch == 0 or modes[0])
        each = (lambda *batch: scheduler.step()) if steps == "batch" else None
        learned = run(model, parts["train"], criterion, optimizer, each=each)
        found = run(model.train(modes[1]), parts["val"], criterion, grad=grad)
        for _ in range({"after": 1, "twice": 2}.get(steps, 0)):
            scheduler.step()
        values = (epoch, learned.loss, learned.accuracy, found.loss, found.accuracy, lr)
        fitted.rows.append(dict(zip(EPOCH_KEYS, values, strict=True)))
        fitted.states.append(props.state(model))
        fitted.passes.append((learned, found))
    return fitted


# ---- comparing what came back ---------------------------------------------------------------------------------------


def fingerprints(wrong):
    """For `known`: mistake to a test whether a value is the one, or one of those, that the mistake makes."""
    return {mistake: one_of(*(v if isinstance(v, list) else [v])) for mistake, v in wrong.items()}


def expect_weights(got, want, before, known):
    """Parameters and buffers are `want`. If training should have moved some that are still as `before`, say which."""
    expect_kind(got, dict, "weights")
    moves = [n for n in want if not same(want[n], before[n], atol=1e-4)]
    still = [n for n in moves if same(got.get(n), before[n], atol=0, rtol=0)]
    what = ", ".join(still[:3])
    said = {"got": f"{what}: == before", "expected": "!= before", "what": what}
    require(not still, "not_trainable", mistake=named(got, known) if still else None, **said)
    expect(got, want, known=known)
