"""Checks of ex7_extract: extract_features."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from grader.checking.kit import expect, expect_kind, expect_shape, expect_tidy, require, same
from grader.weeks.week12.ex7_extract.networks import Net, draw_net, expect_body, expect_step, stepped

# ---- extract_features ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Extraction:
    """A ResNet, images with labels, and how many of them a loader puts into a batch."""

    net: Net
    images: torch.Tensor
    labels: torch.Tensor
    size: int
    centred: bool = False
    """Whether its forward does something between the layers."""

    def there(self, student):
        """A handle of the student's model."""
        model = self.net.twin.there(student)
        return student.prop("centred", model, keep=True) if self.centred else model

    def here(self, props):
        """The examiner's own."""
        model = self.net.twin.here(props)
        return props.centred(model) if self.centred else model

    def call(self, student, *, shuffle=False, order=None, kind=(tuple, list), model=None):
        """What extract_features returned, once it was found to be a pair, and the model.

        A list in place of a tuple costs one check, which asks for the tuple. model: one that is there already.
        """
        model = model or self.there(student)
        loader = student.prop("pairs_loader", self.images, self.labels, self.size, shuffle, order, keep=True)
        got = student.call("extract_features", model, loader)
        pair = "(features, labels)"
        expect_kind(got, kind, pair, known={"labels_not_returned": lambda got: isinstance(got, torch.Tensor)})
        require(len(got) == 2, "length", got=f"{type(got).__name__} of {len(got)}", expected=pair)
        return got, model

    def features(self, props):
        """The right answer: what the last layer receives in eval mode."""
        return _head_input(self.here(props).eval(), self.images)

    def train_features(self, props):
        """The same in train mode: batch norm then uses the statistics of each batch."""
        model = self.here(props).train()
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
            "head_output_taken": lambda got: same(got, props.forward_eval(self.here(props), self.images)),
            "layers_called_one_by_one": lambda got: (
                self.centred and same(got, replace(self, centred=False).features(props))
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
    expect_tidy(student)


def check_extract_features__own_forward(student, draw, props):
    """They are what it receives when the model is called: this one's forward does something between the layers."""
    task = replace(draw_extraction(draw, props), centred=True)
    (features, _), _ = task.call(student)
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
    """A last batch of one image counts, and so do batches of one image only, and a loader with a single image."""
    task = draw_extraction(draw, props, last=1)
    for size, count in ((task.size, len(task.images)), (1, len(task.images)), (task.size, 1)):
        part = replace(task, images=task.images[:count], labels=task.labels[:count], size=size)
        (features, labels), _ = part.call(student)
        expect(features, part.features(props), known=part.known(props))
        expect(labels, part.labels)


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
    require(not features.requires_grad, "requires_grad", mistake="features_keep_gradient", **words)


def check_extract_features__model_intact(student, draw, props):
    """The model has the same weights, gradients, mode and output as before, and all that was trainable can be trained on.

    It comes in eval mode, and an optimizer made before the call still holds its parameters.
    """
    task = draw_extraction(draw, props)
    frozen = [n for n in task.net.parameters if n.startswith(draw.choice(["conv1", "layer1"]))]
    task = replace(task, net=replace(task.net, frozen=frozen))
    net = task.net
    batch = net.batch(draw)
    labels = draw.integers(len(batch), low=0, high=net.classes - 1)
    lr = draw.number(0.5, 1.0)
    want, _ = stepped(props, net, batch, labels, lr)
    gradients = {n: draw.normal(*net.state[n].shape) for n in net.parameters if n not in frozen}

    model = student.prop("with_mode", net.twin.there(student), False, keep=True)
    optimizer = student.prop("optimizer_of", model, lr, keep=True)
    student.prop("set_gradients", model, gradients)
    (features, _), model = task.call(student, model=model)
    expect(features, task.features(props), known=task.known(props))
    expect_mode(student, props, net, model, batch)
    logits, values = student.prop("look", model, batch)
    right = props.forward_eval(net.twin.here(props), batch)
    words = {"got": "model(x): != before", "expected": "== before", "what": "model(x)"}
    bare = same(logits, _head_input(net.twin.here(props).eval(), batch))
    mistake = "head_left_replaced" if bare else None
    require(same(logits, right), "model_changed", mistake=mistake, **words)
    expect_body(values, net)
    words = {"got": "p.grad: != before", "expected": "== before", "what": ".grad"}
    require(same(student.prop("gradients", model), gradients), "model_changed", **words)
    values, *_ = student.prop("train_step", model, batch, labels, lr, optimizer=optimizer)
    expect_step(values, net, want, [n for n in net.parameters if n not in frozen])


def expect_mode(student, props, net, model, batch, inner=""):
    """Not all of the model is in train mode, as it would be if `model.train()` had been called."""
    got = student.prop("forward_as_is", model, batch)
    left = same(got, props.forward_as_is(net.twin.here(props).train(), batch))
    words = {"got": f"model{inner}.training == True", "expected": "False", "what": "model.training"}
    require(not left, "model_changed", mistake=None if inner else "train_mode_left", **words)


def check_extract_features__modes(student, draw, props):
    """Advice: a layer that was in eval mode while the rest was in train mode is not left in train mode."""
    task = draw_extraction(draw, props)
    inner = draw.choice(["bn1", "layer2"])
    model = student.prop("with_mode", task.there(student), True, inner, keep=True)
    (features, _), model = task.call(student, model=model)
    expect(features, task.features(props), known=task.known(props))
    expect_mode(student, props, task.net, model, task.net.batch(draw), f".{inner}")


def check_extract_features__no_hook_left(student, draw, props):
    """No hook is left on the model, and the caller's own is still there."""
    task = draw_extraction(draw, props)
    model = task.there(student)
    student.prop("add_hook", model)
    (features, _), model = task.call(student, model=model)
    expect(features, task.features(props), known=task.known(props))
    found, own = student.prop("hooks", model)
    words = {"got": "model.fc._forward_hooks, ...: not empty", "expected": "{}", "what": "hook"}
    require(found <= own, "model_changed", mistake="hook_left_behind", **words)
    words = {"got": "model.fc._forward_pre_hooks == {}", "expected": "1 hook", "what": "hook"}
    require(own == 1, "model_changed", **words)
