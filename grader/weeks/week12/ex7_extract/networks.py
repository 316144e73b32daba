"""Drawn networks and their weights, for the checks of ex7_extract."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from grader.checking.kit import Twin, expect, expect_kind, expect_object, expect_shape, named, require, same

# ---- a drawn network ----------------------------------------------------------------------------------------------

HEADS = {"resnet": "fc", "alexnet": "classifier.6", "vgg": "classifier.6", "squeezenet": "classifier.1"}
"""Where the last layer of each family is. In every family it holds the last two entries of the state dict."""


@dataclass(frozen=True)
class Net:
    """What is drawn of a network; `twin` builds it on both sides."""

    family: str
    sizes: tuple[int, int, int, int]
    state: dict[str, torch.Tensor]
    parameters: list[str]
    """Names in module order."""
    frozen: list[str] | tuple[str, ...] = ()
    """Names of parameters without a gradient."""
    dtype: str = "float32"

    @property
    def twin(self):
        return Twin("pretrained", self.family, self.sizes, self.state, self.frozen, self.dtype)

    @property
    def width(self):
        """How many numbers the last layer receives."""
        return self.sizes[2]

    @property
    def classes(self):
        return self.sizes[3]

    def batch(self, draw, count=None):
        """Images for it [count, 3, H, W]; without a count, 2 to 4 of them."""
        x = draw.normal(count or draw.integer(2, 4), 3, draw.integer(17, 20), draw.integer(22, 26))
        return x.to(getattr(torch, self.dtype))


def draw_net(draw, props, family, dtype="float32"):
    """A network of a drawn width (torchvision's SqueezeNet always has 512), with 10 to 14 classes."""
    b = 2 * draw.integer(3, 5)
    width = 512 if family == "squeezenet" else draw.choice([w for w in range(9, 25) if w != 2 * b])
    sizes = (draw.integer(3, 6), b, width, draw.integer(10, 14))
    model = props.pretrained(family, sizes)
    names = [name for name, _ in model.named_parameters()]
    return Net(family, sizes, draw.state(model), names, dtype=dtype)


def draw_head(draw, net, num_classes):
    """Weight and bias of a new last layer; both signs occur, so that a ReLU behind it shows."""
    bias = draw.uniform(num_classes, low=0.8, high=1.2)
    bias[0] *= -1
    kernel = (1, 1) if net.family == "squeezenet" else ()
    return draw.normal(num_classes, net.width, *kernel, std=0.5 / net.width**0.5), bias


def with_head(net, head):
    """The network as it should be with this last layer."""
    weight, bias = HEADS[net.family] + ".weight", HEADS[net.family] + ".bias"
    sizes = (*net.sizes[:3], len(head[1]))
    return replace(net, sizes=sizes, state=net.state | {weight: head[0], bias: head[1]})


def returned(got, model):
    """The model to look at: what came back, or what was given where no such model came back.

    A forgotten `return` then costs the check that asks for it, and no other.
    """
    return got if type(got) is type(model) and got.type == model.type else model


# ---- comparing weights --------------------------------------------------------------------------------------------


def expect_body(values, want):
    """All layers but the last are exactly as they were, and the last has a weight and a bias of the right shapes.

    values: the weights of the student's model in module order, whatever their names.
    """
    got = by_name(values, want.state)
    dtype = getattr(torch, want.dtype)
    right = {n: v.to(dtype) if v.is_floating_point() else v for n, v in want.state.items()}
    for name in list(right)[-2:]:
        expect_shape(got.pop(name), tuple(right.pop(name).shape), dtype)
    for name, value in right.items():
        expect_shape(got[name], tuple(value.shape), value.dtype)
    changed = [n for n in right if not torch.equal(got[n], right[n])]
    said = {"got": f"{short(changed)}: != before", "expected": "== before", "what": short(changed)}
    require(not changed, "model_changed", **said)


def by_name(values, names):
    """The student's weights under the examiner's names."""
    expect_kind(values, list, "list")
    counts = {"got": f"len(model.state_dict()) == {len(values)}", "expected": f"{len(names)}"}
    require(len(values) == len(names), "model_changed", **counts, what="model.state_dict()")
    return dict(zip(names, values, strict=True))


def expect_step(values, net, want, trainable, *, known=None):
    """After a step of training, frozen weights are exactly as sent, and trainable ones have moved by the right amount.

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
    # the others are exactly equal
    expect({n: got[n] for n in trainable}, {n: want[n] for n in trainable})


def short(names):
    """The first names, and how many there are."""
    return ", ".join(names[:3]) + (f" ... ({len(names)})" if len(names) > 3 else "")


def stepped(props, net, *args, **kwargs):
    """The examiner's own step of training: the weights by name, and those of the probe."""
    values, probe, _ = props.train_step(net.twin.here(props), *args, **kwargs)
    return dict(zip(net.state, values, strict=True)), probe


def not_frozen(unchanged, clues):
    """Tests for known mistakes that freeze nothing: the step moved what it would have moved anyway.

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


def copied(student, got, model):
    """Whether another model of the same kind came back than the one that was given."""
    return returned(got, model) is not model and student.prop("same_object", got, model) is False


def expect_train_mode(student, draw, props, model, want, head=None):
    """In train mode, too, the network is as it was: its dropout, and how batch norm learns."""
    batch, seed = want.batch(draw, 4), draw.integer(0, 2**31)
    logits, buffers = student.prop("forward_train", model, batch, seed, head)
    right, learned = props.forward_train(want.twin.here(props), batch, seed, head)
    said = {"got": "model.train(): model(x) != expected", "expected": "model(x) as before"}
    ok = same(logits, right) and same(buffers, learned)
    require(ok, "model_changed", what="model.train(): Dropout, BatchNorm", **said)


def expect_same_model(student, got, model):
    """The call, whose value was right, gave back the object that it was given, as the student's side says."""
    expect_object(got, f"<{model.type}>", known={"return_forgotten": lambda got: got is None})
    layer = "new_layer_returned" if got.type in ("Linear", "Conv2d") else None
    is_same = student.prop("same_object", got, model) is True
    words = {"got": f"result is not model: <{got.type}>", "expected": "result is model"}
    require(is_same, "not_same_object", mistake=layer, **words)
