"""Pictures of ex7_extract: which layers are frozen, and how well the features tell classes apart."""

import functools

import torch
from matplotlib.patches import Rectangle

from grader.show import figure as f

PIXELS = 128


def _family(name):
    """`features.3` of `features.3.squeeze.weight`: the row of the picture that a parameter belongs to."""
    return ".".join(name.split(".")[:2])


def show_frozen(stage):
    """The network as a row of blocks: what will be trained is coloured."""
    plain = stage.props.squeezenet()
    want = {
        name: (
            name.startswith("classifier.1."),
            [2, *shape[1:]] if name.startswith("classifier.1.") else shape,
        )
        for name, (_, shape) in stage.props.asks(plain).items()
    }
    names = [name for name, (free, _) in want.items() if free]
    got = stage.attempt(
        "feature_extractor",
        lambda s: s.prop("asks", s.call("feature_extractor", s.prop("squeezenet"), 2, keep=True)),
        want,
    )
    listed = stage.attempt(
        "trainable_names", lambda s: s.call("trainable_names", s.prop("frozen_but", names)), names
    )
    figure = f.new_figure(10.5, 4.4)
    above, below = f.grid(figure, 2, 1)[:, 0]
    drawable = got.returned and isinstance(got.value, dict) and got.value
    if drawable:
        _blocks(stage, above, got.value, f.ORANGE)
    else:
        f.missing_panel(above, got, stage.lang, width=80)
    _blocks(stage, below, want, f.ORANGE)
    f.heading(above, stage.say("yours"), tone=f.BLUE, bold=True)
    f.heading(below, stage.say("expected"), tone=f.GREY, bold=True)
    own = str(listed.value)[:110] if listed.returned else "-"
    f.under(above, f"trainable_names: {own}", tone=f.TONES[listed.status])
    f.under(below, f"trainable_names: {names}", tone=f.GREY)
    return figure


def _blocks(stage, axes, asks, tone):
    """One block for each layer with parameters, in the tone where some of them will be trained."""
    rows = {}
    for name, (free, shape) in asks.items():
        free_now, total = rows.get(_family(name), (0, 0))
        size = int(torch.tensor(shape).prod()) if shape else 1
        rows[_family(name)] = (free_now + size * bool(free), total + size)
    for i, (name, (free, total)) in enumerate(rows.items()):
        axes.add_patch(Rectangle((i, 0), 0.86, 1, color=tone if free else "#c3c9d0"))
        word = stage.say("trained" if free else "frozen")
        for y, text, size in (
            (0.62, word, 8.5),
            (0.32, f"{free if free else total:,}", 8.5),
            (-0.18, name, 7.5),
        ):
            ink = "white" if free and y > 0 else f.INK
            axes.text(
                i + 0.43,
                y,
                f.writable(text),
                ha="center",
                va="center",
                fontsize=size,
                color=ink,
                parse_math=False,
            )
    axes.set_xlim(-0.1, len(rows))
    axes.set_ylim(-0.4, 1.1)
    f.without_ticks(axes)


@functools.cache
def _of_the_animals(trained, builder):
    """The expected features of the validation pictures, [N, 512]."""
    model = builder.featured(trained).eval()
    images, labels = builder.animals("val", PIXELS)
    with torch.no_grad():
        return model.pool(model.features(images)).flatten(1), labels


def show_features(stage):
    """A point for each picture: features of ImageNet's network (the student's, the expected) and of a random one."""
    builder = _Once(stage)
    want, labels = _of_the_animals(True, builder)
    random, _ = _of_the_animals(False, builder)
    got = stage.attempt(
        "extract_features",
        lambda s: s.call(
            "extract_features", s.prop("featured", keep=True), s.prop("animal_loader", "val", PIXELS)
        ),
        (want, labels),
        atol=1e-2,
        rtol=1e-2,
    )
    figure = f.new_figure(10.5, 3.9)
    axes = f.grid(figure, 1, 3)[0]
    own = got.value if isinstance(got.value, tuple | list) and len(got.value) == 2 else (None, None)
    if _drawable(*own):
        _points(stage, axes[0], *own, like=want)
    else:
        f.missing_panel(axes[0], got, stage.lang)
    _points(stage, axes[1], want, labels, like=want)
    _points(stage, axes[2], random, labels, like=random)
    for axis, word, tone in zip(axes, ("yours", "expected", "random"), (f.BLUE, f.GREY, f.GREY), strict=True):
        f.heading(axis, stage.say(word), tone=tone, bold=True)
    axes[1].legend(loc="best", fontsize=8, frameon=True)
    return figure


class _Once:
    """The props of a run. All of them are equal, so that a cache keyed by them hits in every run."""

    def __init__(self, stage):
        self._props = stage.props

    def __getattr__(self, name):
        return getattr(self._props, name)

    def __hash__(self):
        return 0

    def __eq__(self, other):
        return isinstance(other, _Once)


def _drawable(features, labels):
    return (
        isinstance(features, torch.Tensor)
        and isinstance(labels, torch.Tensor)
        and features.ndim == 2
        and features.is_floating_point()
        and labels.shape == features.shape[:1]
        and 2 < len(features) <= 2000
        and features.shape[1] > 2
        and bool(torch.isfinite(features).all())
    )


def _points(stage, axes, features, labels, like):
    """Draw the features along the two directions in which `like` spreads most."""
    basis = like if like.shape[1] == features.shape[1] else features
    centre = basis.mean(0)
    _, _, directions = torch.linalg.svd((basis - centre).double(), full_matrices=False)
    flat = (features - centre).double() @ directions[:2].T
    for value, tone, word in ((0, f.BLUE, "bird"), (1, f.ORANGE, "mammal")):
        rows = flat[labels == value]
        axes.scatter(rows[:, 0], rows[:, 1], s=26, color=tone, label=f.writable(stage.say(word)), alpha=0.8)
    axes.set_xticks([])
    axes.set_yticks([])
    f.under(axes, f"{list(features.shape)}", tone=f.GREY)
