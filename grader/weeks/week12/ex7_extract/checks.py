"""Checks of ex7_extract: freezing and new heads are judged by what a training step moves, not by what a flag says."""

from dataclasses import dataclass, replace

import torch
from torch import nn

from grader.checking.kit import expect, expect_kind, expect_object, expect_shape, named, require, same

HEADS = {"resnet": "fc", "alexnet": "classifier.6", "vgg": "classifier.6", "squeezenet": "classifier.1"}
"""Where the last layer of each family is. In every family it holds the last two entries of the state dict."""


# ---- a network on both sides --------------------------------------------------------------------------------------


@dataclass
class Net:
    """A drawn network: the same one can be built here and on the student's side."""

    family: str
    sizes: tuple
    state: dict
    parameters: list
    """Names in module order."""
    model: nn.Module
    """The examiner's own, used again and again."""
    frozen: tuple = ()
    dtype: str = "float32"

    def there(self, student, **more):
        """The handle of one on the student's side."""
        return student.prop(
            "pretrained", self.family, self.sizes, self.state, self.frozen, self.dtype, **more
        )

    def here(self):
        """The examiner's, with the weights that were drawn."""
        self.model.load_state_dict(self.state)
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad = name not in self.frozen
        return self.model

    @property
    def width(self):
        return self.sizes[2]

    @property
    def classes(self):
        return self.sizes[3]

    def batch(self, draw, count=None):
        x = draw.normal(count or draw.integer(2, 4), 3, draw.integer(17, 20), draw.integer(22, 26))
        return x.to(getattr(torch, self.dtype))


def draw_net(draw, props, family, dtype="float32"):
    """A network of a drawn width (torchvision's SqueezeNet always has 512), with 10 to 14 classes."""
    b = 2 * draw.integer(3, 5)
    width = 512 if family == "squeezenet" else draw.choice([w for w in range(9, 25) if w != 2 * b])
    sizes = (draw.integer(3, 6), b, width, draw.integer(10, 14))
    model = props.pretrained(family, sizes, dtype=dtype)
    state = draw.state(model)
    return Net(family, sizes, state, [name for name, _ in model.named_parameters()], model, dtype=dtype)


def draw_head(draw, net, num_classes):
    """Weight and bias for a new last layer; both signs occur, so that a ReLU behind it shows."""
    bias = draw.uniform(num_classes, low=0.8, high=1.2)
    bias[0] *= -1
    kernel = (1, 1) if net.family == "squeezenet" else ()
    return draw.normal(num_classes, net.width, *kernel, std=0.5 / net.width**0.5), bias


def with_head(props, net, head):
    """The network as it should be when its last layer is this one."""
    weight, bias = HEADS[net.family] + ".weight", HEADS[net.family] + ".bias"
    sizes = (*net.sizes[:3], len(head[1]))
    model = props.pretrained(net.family, sizes, dtype=net.dtype)
    return replace(net, sizes=sizes, state=net.state | {weight: head[0], bias: head[1]}, model=model)


def returned(got, model):
    """The model to look at: what came back, or what was given where nothing (or no model) came back.

    A forgotten `return` so costs the check that asks for it, and no other.
    """
    return got if type(got) is type(model) and got.type == model.type else model


# ---- comparing weights --------------------------------------------------------------------------------------------


def expect_body(values, want):
    """All layers but the last are exactly as they were, and the last has a weight and a bias of the right shapes.

    values: all entries of the student's model in module order (names are free).
    """
    got = by_name(values, want.state)
    dtype = getattr(torch, want.dtype)
    right = {n: v.to(dtype) if v.is_floating_point() else v for n, v in want.state.items()}
    for name in list(right)[-2:]:
        expect_shape(got.pop(name), tuple(right.pop(name).shape), dtype)
    for name, value in right.items():
        expect_shape(got[name], tuple(value.shape), value.dtype)
    changed = [n for n in right if not torch.equal(got[n], right[n])]
    require(
        not changed,
        "model_changed",
        got=f"{short(changed)}: != before",
        expected="== before",
        what=short(changed),
    )


def by_name(values, names):
    """The student's weights under the examiner's names."""
    expect_kind(values, list, "list")
    counts = {"got": f"len(model.state_dict()) == {len(values)}", "expected": f"{len(names)}"}
    require(len(values) == len(names), "model_changed", **counts, what="model.state_dict()")
    return dict(zip(names, values, strict=True))


def expect_step(values, net, want, trainable, *, known=None):
    """Weights after a step: exactly as sent where frozen, moved by the right amount where trainable.

    values: as in `expect_body`; net: what was sent; want: the examiner's weights after the step, by name.
    """
    got = by_name(values, want)
    for name, value in want.items():
        expect_shape(got[name], tuple(value.shape), value.dtype)
    still = [n for n in want if torch.equal(got[n], net.state[n].to(want[n].dtype))]
    should_move = [n for n in trainable if not same(want[n], net.state[n].to(want[n].dtype))]
    moved = [n for n in want if n not in still and n not in trainable]
    stuck = [n for n in should_move if n in still]
    mistake = named(got, known) if moved or stuck else None
    said = {"got": f"{short(moved)}: != before", "expected": "== before", "what": short(moved)}
    require(not moved, "still_trainable", mistake=mistake, **said)
    said = {"got": f"{short(stuck)}: == before", "expected": "!= before", "what": short(stuck)}
    require(not stuck, "not_trainable", mistake=mistake, **said)
    expect({n: got[n] for n in trainable}, {n: want[n] for n in trainable})  # the others are exactly equal


def short(names):
    return ", ".join(names[:3]) + (f" ... ({len(names)})" if len(names) > 3 else "")


def stepped(props, net, *args, **kwargs):
    """The examiner's own step: weights by name, and those of the probe."""
    values, probe = props.train_step(net.here(), *args, **kwargs)
    return dict(zip(net.state, values, strict=True)), probe


# ---- freeze -------------------------------------------------------------------------------------------------------


def frozen_after(student, draw, props, net, *, original=False):
    """Freeze it, train a new layer on top of it for a step, and compare all weights with the examiner's own."""
    batch, outputs = net.batch(draw), draw.integer(3, 6)
    labels = draw.integers(len(batch), low=0, high=outputs - 1)
    probe = (draw.normal(outputs, net.classes, std=0.5), draw.normal(outputs))
    lr = draw.number(0.5, 1.0)

    def after(frozen):
        return stepped(props, replace(net, frozen=frozen), batch, labels, lr, probe=probe)

    model = net.there(student)
    got = student.call("freeze", model)
    used = model if original else returned(got, model)
    values, got_probe = student.prop("train_step", used, batch, labels, lr, probe=probe)
    want, want_probe = after(net.parameters)
    expect(got_probe, want_probe)
    known = not_frozen(lambda got: same(got, after(net.frozen)[0]), lambda: student.prop("clues", used))
    expect_step(values, net, want, [], known=known)
    return got, model


def not_frozen(unchanged, clues):
    """The step moved what it would have moved anyway: what was written instead of freezing?

    unchanged: whether these are the weights after such a step; clues: asks the student's side what was left behind.
    """
    return {
        "requires_grad_on_module": lambda got: (
            unchanged(got) and any(c.startswith("module.") for c in clues())
        ),
        "requires_grad_misspelt": lambda got: (
            unchanged(got) and any(c.startswith("parameter.") for c in clues())
        ),
        "never_really_frozen": unchanged,
    }


def expect_same_model(student, got, model):
    """The call whose value was right gave back the object that it was given (the student's side says so)."""
    expect_object(got, f"<{model.type}>", known={"return_forgotten": lambda got: got is None})
    layer = "new_layer_returned" if got.type in ("Linear", "Conv2d") else None
    require(
        student.prop("same_object", got, model) is True,
        "not_same_object",
        got=f"result is not model: <{got.type}>",
        expected="result is model",
        mistake=layer,
    )


def check_freeze__resnet(student, draw, props):
    frozen_after(student, draw, props, draw_net(draw, props, "resnet"))


def check_freeze__any_network(student, draw, props):
    """Deeper nesting, other kinds of layers, a parameter of the model itself."""
    for family in (draw.choice(["alexnet", "vgg"]), "blocks"):
        frozen_after(student, draw, props, draw_net(draw, props, family))


def check_freeze__some_frozen_before(student, draw, props):
    net = draw_net(draw, props, "resnet")
    first = ("conv1", "bn1", draw.choice(["layer1", "layer2"]))
    before = [n for n in net.parameters if n.startswith(first)]
    frozen_after(student, draw, props, replace(net, frozen=before))


def check_freeze__in_place(student, draw, props):
    """The model that was passed in is frozen itself, whatever came back."""
    frozen_after(student, draw, props, draw_net(draw, props, "vgg"), original=True)


def check_freeze__same_object(student, draw, props):
    got, model = frozen_after(student, draw, props, draw_net(draw, props, "alexnet"))
    expect_same_model(student, got, model)


# ---- replace_head -------------------------------------------------------------------------------------------------


def draw_classes(draw):
    """How many classes the new head gets: never 2, and fewer than before, even with one too many."""
    return draw.integer(3, 8)


def expect_head(student, draw, props, net, function="replace_head", *, original=False):
    """The model gives `num_classes` logits: those of its own features and of a last layer that the examiner draws."""
    num_classes, batch = draw_classes(draw), net.batch(draw)
    head = draw_head(draw, net, num_classes)
    want = with_head(props, net, head)

    model = net.there(student)
    got = student.call(function, model, num_classes)
    used = model if original else returned(got, model)
    expect_new_head(student, props, net, used, batch, want)
    logits = student.prop("forward_eval", used, batch, head)
    softmax = {
        "softmax_behind_head": lambda got: (
            bool((got > 0).all()) and same(got.sum(1), torch.ones_like(got[:, 0]))
        )
    }
    expect(logits, props.forward_eval(want.here(), batch), known=softmax)
    return got, model


def expect_new_head(student, props, net, model, batch, want):
    """The model runs, has one logit for each class, and no layer but the last has changed."""
    logits, values = student.prop("look", model, batch)
    layers = {f"layer.{name}" for name, _ in net.model.named_children()}
    old, right = (len(batch), net.classes), (len(batch), want.classes)

    def untouched(got):
        return same(got, props.forward_eval(net.here(), batch))

    known = {
        "head_under_unused_name": lambda got: (
            tuple(got.shape) == old and added(student.prop("clues", model), layers)
        ),
        "only_out_features_changed": lambda got: (
            untouched(got) and f"out.{want.classes}" in student.prop("clues", model)
        ),
        "new_head_not_attached": lambda got: tuple(got.shape) == old,
        "two_classes_hardcoded": lambda got: tuple(got.shape) == (len(batch), 2),
    }
    expect_shape(logits, right, batch.dtype, known=known)
    expect_body(values, want)


def added(clues, layers):
    """Whether a layer was put where the forward pass never looks."""
    return bool({clue for clue in clues if clue.startswith("layer.")} - layers)


def expect_dropout(student, draw, net, model):
    outputs = student.prop("dropout_differs", model, net.batch(draw, 4))
    require(
        outputs is True,
        "model_changed",
        what="Dropout",
        got="model.train(): model(x) == model(x)",
        expected="model(x) != model(x)",
    )


def check_replace_head__resnet(student, draw, props):
    expect_head(student, draw, props, draw_net(draw, props, "resnet"))


def check_replace_head__alexnet_and_vgg(student, draw, props):
    """The layers before the last stay, dropout too."""
    for family in ("alexnet", "vgg"):
        net = draw_net(draw, props, family)
        got, model = expect_head(student, draw, props, net)
        expect_dropout(student, draw, net, returned(got, model))


def check_replace_head__squeezenet(student, draw, props):
    net = draw_net(draw, props, "squeezenet")
    got, model = expect_head(student, draw, props, net)
    expect_dropout(student, draw, net, returned(got, model))


def trained_head(student, draw, props, net, function, *, frozen, known, original=False):
    """Take a training step after the call, and compare all weights with the examiner's own step.

    frozen: what must not move; known: makes the known mistakes from a step with other frozen parameters, and clues.
    """
    num_classes, batch = draw_classes(draw), net.batch(draw)
    labels = draw.integers(len(batch), low=1, high=num_classes - 1)
    head = draw_head(draw, net, num_classes)
    lr = draw.number(0.5, 1.0)
    want = with_head(props, net, head)

    def after(frozen):
        return stepped(props, replace(want, frozen=frozen), batch, labels, lr)[0]

    model = net.there(student)
    got = student.call(function, model, num_classes)
    used = model if original else returned(got, model)
    expect_new_head(student, props, net, used, batch, want)
    values, _ = student.prop("train_step", used, batch, labels, lr, head)
    trainable = [n for n in net.parameters if n not in frozen]
    expect_step(
        values, want, after(frozen), trainable, known=known(after, lambda: student.prop("clues", used))
    )
    return got, model


def check_replace_head__frozen_stays_frozen(student, draw, props):
    """All was frozen, the old head too: only the new head trains."""
    for family in ("resnet", draw.choice(["alexnet", "vgg"])):
        net = draw_net(draw, props, family)
        names = net.parameters
        trained_head(
            student, draw, props, replace(net, frozen=names), "replace_head", frozen=names[:-2],
            known=lambda after, clues: {"everything_unfrozen": lambda got: same(got, after(()))},
        )  # fmt: skip


def check_replace_head__trainable_stays_trainable(student, draw, props):
    """Some of the first layers were frozen, all others train on."""
    for family in ("resnet", draw.choice(["alexnet", "vgg"])):
        net = draw_net(draw, props, family)
        body = net.parameters[:-2]
        frozen = body[: draw.integer(1, 4)]
        trained_head(
            student, draw, props, replace(net, frozen=frozen), "replace_head", frozen=frozen,
            known=lambda after, clues, body=body: {
                "everything_unfrozen": lambda got: same(got, after(())),
                "rest_frozen_too": lambda got: same(got, after(body)),
            },
        )  # fmt: skip


def check_replace_head__dtype(student, draw, props):
    """A float64 model gets a float64 head."""
    for family in ("resnet", draw.choice(["alexnet", "vgg"]), "squeezenet"):
        expect_head(student, draw, props, draw_net(draw, props, family, dtype="float64"))


def check_replace_head__device(student, draw, props):
    """On torch's meta device nothing has values, so the student's side is asked where the head is."""
    for family in ("resnet", draw.choice(["alexnet", "vgg"])):
        net, num_classes = draw_net(draw, props, family), draw_classes(draw)
        model = net.there(student, device="meta")
        got = student.call("replace_head", model, num_classes)
        want = props.devices(with_head(props, net, draw_head(draw, net, num_classes)).here().to("meta"))
        devices = student.prop("devices", returned(got, model))
        expect_kind(devices, list, "list")
        expect(devices[-2:], want[-2:])  # the shapes of the head
        elsewhere = [d for d in devices[:-2] if d != "meta"]
        require(
            devices == want,
            "not_on_device",
            got=short(elsewhere),
            expected="meta",
        )


def check_replace_head__in_place(student, draw, props):
    """The model that was passed in has the new head, whatever came back."""
    expect_head(student, draw, props, draw_net(draw, props, draw.choice(["resnet", "vgg"])), original=True)


def check_replace_head__same_object(student, draw, props):
    for family in ("resnet", "alexnet"):
        got, model = expect_head(student, draw, props, draw_net(draw, props, family))
        expect_same_model(student, got, model)


# ---- feature_extractor --------------------------------------------------------------------------------------------


def only_head_trains(student, draw, props, net, **more):
    """A step moves the new head, and nothing else."""
    names = net.parameters

    def known(after, clues):
        as_given = [n for n in net.frozen if n in names[:-2]]
        features = [n for n in names if not n.startswith("classifier")]
        return not_frozen(lambda got: same(got, after(as_given)), clues) | {
            "whole_classifier_trains": lambda got: features != names and same(got, after(features)),
        }

    return trained_head(
        student, draw, props, net, "feature_extractor", frozen=names[:-2], known=known, **more
    )


def check_feature_extractor__outputs(student, draw, props):
    """The right number of logits, from the features of the network as it was given."""
    for family in HEADS:
        expect_head(student, draw, props, draw_net(draw, props, family), "feature_extractor")


def check_feature_extractor__resnet(student, draw, props):
    only_head_trains(student, draw, props, draw_net(draw, props, "resnet"))


def check_feature_extractor__classifier(student, draw, props):
    """AlexNet, VGG and SqueezeNet: of the layers in .classifier only the last trains."""
    for family in ("alexnet", "vgg", "squeezenet"):
        only_head_trains(student, draw, props, draw_net(draw, props, family))


def check_feature_extractor__some_frozen_before(student, draw, props):
    """Some of the first layers and the old head were frozen."""
    for family in ("resnet", draw.choice(["alexnet", "vgg"])):
        net = draw_net(draw, props, family)
        names = net.parameters
        frozen = (*names[: draw.integer(1, 3)], *names[-2:])
        only_head_trains(student, draw, props, replace(net, frozen=frozen))


def check_feature_extractor__dtype(student, draw, props):
    """A float64 model gets a float64 head."""
    for family in ("resnet", draw.choice(["alexnet", "vgg", "squeezenet"])):
        only_head_trains(student, draw, props, draw_net(draw, props, family, dtype="float64"))


def check_feature_extractor__in_place(student, draw, props):
    """The model that was passed in is the feature extractor, whatever came back."""
    only_head_trains(
        student, draw, props, draw_net(draw, props, draw.choice(["resnet", "vgg"])), original=True
    )


def check_feature_extractor__same_object(student, draw, props):
    for family in ("resnet", "alexnet"):
        got, model = expect_head(student, draw, props, draw_net(draw, props, family), "feature_extractor")
        expect_same_model(student, got, model)


# ---- trainable_names ----------------------------------------------------------------------------------------------


def expect_names(student, props, net, trainable):
    names = net.parameters
    want = [n for n in names if n in trainable]
    frozen = [n for n in names if n not in trainable]
    got = student.call("trainable_names", replace(net, frozen=tuple(frozen)).there(student))
    known = {"requires_grad_asked_elsewhere": [], "every_name_kept": names, "frozen_names_listed": frozen}
    expect(got, want, known={k: v for k, v in known.items() if v != want})


def check_trainable_names__some(student, draw, props):
    """A drawn half of the parameters; the last one is among them, the first is not."""
    net = draw_net(draw, props, "resnet")
    names = net.parameters
    inner = names[1:-1]
    order = draw.permutation(len(inner))
    expect_names(student, props, net, {inner[i] for i in order[: len(inner) // 2]} | {names[-1]})


def check_trainable_names__all_and_none(student, draw, props):
    """All names, without the buffers of batch norm; an empty list when all is frozen."""
    net = draw_net(draw, props, "vgg")
    expect_names(student, props, net, set(net.parameters))
    expect_names(student, props, net, set())


def check_trainable_names__nested(student, draw, props):
    """Blocks within blocks, and a parameter that belongs to the model itself."""
    net = draw_net(draw, props, "blocks")
    names = net.parameters
    kept = draw.distinct(4, 1, len(names) - 2)
    expect_names(student, props, net, {names[0], *(names[i] for i in kept)})


# ---- extract_features ---------------------------------------------------------------------------------------------


@dataclass
class Extraction:
    """A ResNet, images with labels, and how the loader cuts them into batches."""

    net: Net
    images: torch.Tensor
    labels: torch.Tensor
    size: int

    def call(self, student, *, shuffle=False, order=None, kind=(tuple, list)):
        """The student's answer, checked to be a pair; and the model. A list instead of a tuple costs one check."""
        model = self.net.there(student)
        loader = student.prop("pairs_loader", self.images, self.labels, self.size, shuffle, order)
        got = student.call("extract_features", model, loader)
        expect_kind(
            got,
            kind,
            "(features, labels)",
            known={"labels_not_returned": lambda got: isinstance(got, torch.Tensor)},
        )
        require(
            len(got) == 2, "length", got=f"{type(got).__name__} of {len(got)}", expected="(features, labels)"
        )
        return got, model

    def features(self):
        """What the last layer receives in eval mode."""
        return self._head_input(self.net.here().eval(), self.images)

    def train_features(self):
        """The same in train mode: batch norm then uses the statistics of each batch."""
        model = self.net.here().train()
        return torch.cat([self._head_input(model, images) for images in self.images.split(self.size)])

    @staticmethod
    def _head_input(model, images):
        inputs = []
        hook = model.fc.register_forward_pre_hook(lambda module, args: inputs.append(args[0].detach()))
        model(images)
        hook.remove()
        return inputs[0]

    def known(self, props):
        """Mistake to a test of the features that came back."""

        def without_a_batch(got):
            right = self.features()
            last = len(self.images) - (len(self.images) - 1) % self.size - 1  # where the last batch begins
            return any(same(got, part) for part in (right[last:], right[:last], right[: self.size]))

        return {
            "features_in_train_mode": lambda got: same(got, self.train_features()),
            "head_output_taken": lambda got: same(got, props.forward_eval(self.net.here(), self.images)),
            "maps_not_flattened": lambda got: same(got, self.features()[:, :, None, None]),
            "batches_lost": without_a_batch,
            "batches_not_joined": lambda got: isinstance(got, list),
            "features_labels_swapped": self.labels,
            "loader_order_lost": lambda got: same(in_some_order(got), in_some_order(self.features())),
        }


def in_some_order(features):
    """The rows sorted, so that the order they came in does not matter."""
    return features[features.sum(1).argsort()]


def draw_extraction(draw, props, *, last=None):
    """Two full batches, and a smaller one of `last` images."""
    net = draw_net(draw, props, "resnet")
    size = draw.integer(3, 4)
    count = 2 * size + (last or 2)
    while True:  # neither sorted nor all distinct classes by chance
        labels = draw.integers(count, low=0, high=net.classes - 1)
        if labels.tolist() != sorted(labels.tolist()) and len(set(labels.tolist())) > 2:
            return Extraction(net, net.batch(draw, count), labels, size)


def check_extract_features__features(student, draw, props):
    task = draw_extraction(draw, props)
    (features, _), _ = task.call(student, kind=tuple)
    expect(features, task.features(), known=task.known(props))


def check_extract_features__labels(student, draw, props):
    """One for each image, in the order of the loader, which is not that of its data set."""
    task = draw_extraction(draw, props)
    order = list(range(1, len(task.images), 2)) + list(range(0, len(task.images), 2))
    (features, labels), _ = task.call(student, order=order)
    known = {
        "batches_not_joined": lambda got: isinstance(got, list),
        "features_labels_swapped": lambda got: same(got, task.features()[order]),
        "loader_order_lost": lambda got: same(got.sort().values, task.labels.sort().values),
    }
    expect(labels, task.labels[order], known=known)
    expect(features, task.features()[order], known=task.known(props))


def check_extract_features__last_batch_of_one(student, draw, props):
    """A last batch of one image; and batches of one image only."""
    task = draw_extraction(draw, props, last=1)
    for size in (task.size, 1):
        task = replace(task, size=size)
        (features, labels), _ = task.call(student)
        expect(features, task.features(), known=task.known(props))
        expect(labels, task.labels)


def check_extract_features__shuffled_loader(student, draw, props):
    """Each label belongs to the features in its row, in the order in which the loader gave them."""
    task = draw_extraction(draw, props)
    count = len(task.images)
    task = replace(task, labels=torch.tensor(draw.permutation(count)))  # a label tells which image it was
    (features, labels), _ = task.call(student, shuffle=True)
    expect_shape(labels, (count,), torch.int64)
    expect(labels.sort().values, torch.arange(count))
    by_label = task.features()[task.labels.argsort()]
    expect_shape(features, tuple(by_label.shape), known=task.known(props))
    expect(
        features,
        by_label[labels],
        known={"labels_from_other_pass": lambda got: same(in_some_order(got), in_some_order(by_label))},
    )


def check_extract_features__no_gradient(student, draw, props):
    task = draw_extraction(draw, props)
    (features, _), _ = task.call(student)
    expect(features, task.features(), known=task.known(props))
    require(
        not features.requires_grad,
        "requires_grad",
        got="features.requires_grad == True",
        expected="False",
    )


def check_extract_features__model_intact(student, draw, props):
    """The same weights and the same output as before, and all of it can be trained on."""
    task = draw_extraction(draw, props)
    net = task.net
    batch = net.batch(draw)
    labels = draw.integers(len(batch), low=0, high=net.classes - 1)
    lr = draw.number(0.5, 1.0)
    want, _ = stepped(props, net, batch, labels, lr)

    (features, _), model = task.call(student)
    expect(features, task.features(), known=task.known(props))
    logits, values = student.prop("look", model, batch)
    right = props.forward_eval(net.here(), batch)
    require(
        same(logits, right),
        "model_changed",
        got="model(x): != before",
        expected="== before",
        what="model(x)",
    )
    expect_body(values, net)
    values, _ = student.prop("train_step", model, batch, labels, lr)
    expect_step(values, net, want, net.parameters)


def check_extract_features__no_hook_left(student, draw, props):
    task = draw_extraction(draw, props)
    (features, _), model = task.call(student)
    expect(features, task.features(), known=task.known(props))
    left = student.prop("hooks", model)
    require(
        left == 0, "model_changed", got="model.fc._forward_hooks, ...: not empty", expected="{}", what="hook"
    )
