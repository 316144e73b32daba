"""Checks of ex7_extract: extract_features."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from grader.checking.kit import expect, expect_kind, expect_shape, require, same
from grader.weeks.week12.ex7_extract.networks import Net, draw_net, expect_body, expect_step, stepped

# ---- extract_features ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Extraction:
    """A ResNet, images with labels, and how many of them a loader puts into a batch."""

    net: Net
    images: torch.Tensor
    labels: torch.Tensor
    size: int

    def call(self, student, *, shuffle=False, order=None, kind=(tuple, list)):
        """What extract_features returned, once it was found to be a pair, and the model.

        A list in place of a tuple costs one check, which asks for the tuple.
        """
        model = self.net.twin.there(student)
        loader = student.prop("pairs_loader", self.images, self.labels, self.size, shuffle, order, keep=True)
        got = student.call("extract_features", model, loader)
        pair = "(features, labels)"
        expect_kind(got, kind, pair, known={"labels_not_returned": lambda got: isinstance(got, torch.Tensor)})
        require(len(got) == 2, "length", got=f"{type(got).__name__} of {len(got)}", expected=pair)
        return got, model

    def features(self, props):
        """The right answer: what the last layer receives in eval mode."""
        return _head_input(self.net.twin.here(props).eval(), self.images)

    def train_features(self, props):
        """The same in train mode: batch norm then uses the statistics of each batch."""
        model = self.net.twin.here(props).train()
        return torch.cat([_head_input(model, images) for images in self.images.split(self.size)])

    def known(self, props):
        """Tests for usual mistakes in the features."""

        def without_a_batch(got):
            """A batch is missing, or only the first one is there."""
            right = self.features(props)
            # where the last batch begins
            last = len(self.images) - (len(self.images) - 1) % self.size - 1
            return any(same(got, part) for part in (right[last:], right[:last], right[: self.size]))

        return {
            "features_in_train_mode": lambda got: same(got, self.train_features(props)),
            "head_output_taken": lambda got: same(
                got, props.forward_eval(self.net.twin.here(props), self.images)
            ),
            "maps_not_flattened": lambda got: same(got, self.features(props)[:, :, None, None]),
            "batches_lost": without_a_batch,
            "batches_not_joined": lambda got: isinstance(got, list),
            "features_labels_swapped": self.labels,
            "loader_order_lost": lambda got: same(in_some_order(got), in_some_order(self.features(props))),
        }


def _head_input(model, images):
    """What the last layer of a ResNet receives."""
    inputs = []
    hook = model.fc.register_forward_pre_hook(lambda module, args: inputs.append(args[0].detach()))
    model(images)
    hook.remove()
    return inputs[0]


def in_some_order(features):
    """The rows in an order that does not depend on how they came."""
    return features[features.sum(1).argsort()]


def draw_extraction(draw, props, *, last=None):
    """Draw two full batches and a smaller one of `last` images; labels are not sorted, and more than two occur."""
    net = draw_net(draw, props, "resnet")
    size = draw.integer(3, 4)
    count = 2 * size + (last or 2)

    def telling(labels):
        return labels.tolist() != labels.sort().values.tolist() and len(labels.unique()) > 2

    labels = draw.until(lambda: draw.integers(count, low=0, high=net.classes - 1), telling)
    return Extraction(net, net.batch(draw, count), labels, size)


def check_extract_features__features(student, draw, props):
    """The features are what the last layer receives in eval mode, as a tuple with the labels."""
    task = draw_extraction(draw, props)
    (features, _), _ = task.call(student, kind=tuple)
    expect(features, task.features(props), known=task.known(props))


def check_extract_features__labels(student, draw, props):
    """There is one label for each image, in the order of the loader, which is not that of its data set."""
    task = draw_extraction(draw, props)
    order = list(range(1, len(task.images), 2)) + list(range(0, len(task.images), 2))
    (features, labels), _ = task.call(student, order=order)
    known = {
        "batches_not_joined": lambda got: isinstance(got, list),
        "features_labels_swapped": lambda got: same(got, task.features(props)[order]),
        "loader_order_lost": lambda got: same(got.sort().values, task.labels.sort().values),
    }
    expect(labels, task.labels[order], known=known)
    expect(features, task.features(props)[order], known=task.known(props))


def check_extract_features__last_batch_of_one(student, draw, props):
    """A last batch of one image counts, and so do batches of one image only."""
    task = draw_extraction(draw, props, last=1)
    for size in (task.size, 1):
        task = replace(task, size=size)
        (features, labels), _ = task.call(student)
        expect(features, task.features(props), known=task.known(props))
        expect(labels, task.labels)


def check_extract_features__shuffled_loader(student, draw, props):
    """Each label belongs to the features in its row when the loader shuffles: it is read once."""
    task = draw_extraction(draw, props)
    count = len(task.images)
    # a label says which image it belongs to
    task = replace(task, labels=torch.tensor(draw.permutation(count)))
    (features, labels), _ = task.call(student, shuffle=True)
    expect_shape(labels, (count,), torch.int64)
    expect(labels.sort().values, torch.arange(count))
    by_label = task.features(props)[task.labels.argsort()]
    expect_shape(features, tuple(by_label.shape), known=task.known(props))
    known = {"labels_from_other_pass": lambda got: same(in_some_order(got), in_some_order(by_label))}
    expect(features, by_label[labels], known=known)


def check_extract_features__no_gradient(student, draw, props):
    """The features carry no gradient."""
    task = draw_extraction(draw, props)
    (features, _), _ = task.call(student)
    expect(features, task.features(props), known=task.known(props))
    words = {"got": "features.requires_grad == True", "expected": "False"}
    require(not features.requires_grad, "requires_grad", **words)


def check_extract_features__model_intact(student, draw, props):
    """The model has the same weights and output as before, and all of it can be trained on."""
    task = draw_extraction(draw, props)
    net = task.net
    batch = net.batch(draw)
    labels = draw.integers(len(batch), low=0, high=net.classes - 1)
    lr = draw.number(0.5, 1.0)
    want, _ = stepped(props, net, batch, labels, lr)

    (features, _), model = task.call(student)
    expect(features, task.features(props), known=task.known(props))
    logits, values = student.prop("look", model, batch)
    right = props.forward_eval(net.twin.here(props), batch)
    words = {"got": "model(x): != before", "expected": "== before", "what": "model(x)"}
    require(same(logits, right), "model_changed", **words)
    expect_body(values, net)
    values, _ = student.prop("train_step", model, batch, labels, lr)
    expect_step(values, net, want, net.parameters)


def check_extract_features__no_hook_left(student, draw, props):
    """No hook is left on the model."""
    task = draw_extraction(draw, props)
    (features, _), model = task.call(student)
    expect(features, task.features(props), known=task.known(props))
    left = student.prop("hooks", model)
    words = {"got": "model.fc._forward_hooks, ...: not empty", "expected": "{}", "what": "hook"}
    require(left == 0, "model_changed", **words)
