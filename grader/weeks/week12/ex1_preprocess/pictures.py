"""Pictures of ex1_preprocess: a photo on its way to the network and back."""

import numpy as np
import torch
from PIL import Image
from torchvision import transforms

from grader.checking.kit import expect
from grader.core.errors import Mismatch
from grader.show import figure as f

MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
TRANSFORM = transforms.Compose(
    [
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ]
)
PHOTOS = ("coffee.jpg", "tiger.png")


def _photo(stage, name):
    with Image.open(stage.datasets / "photos" / name) as image:
        return image.copy()


def _alike(want):
    """A check of a loaded photo: alpha may be dropped or composited, so a few pixels at edges may differ."""

    def check(got):
        size = f"RGB image {want.width}x{want.height}"
        if not isinstance(got, Image.Image) or (got.mode, got.size) != (want.mode, want.size):
            expect(got, want)
            raise Mismatch("type", got=type(got).__name__, expected=size)
        if np.abs(np.asarray(got, float) - np.asarray(want, float)).mean() > 3:
            raise Mismatch("value", got="", expected=size, params={"at": ""})

    return check


def _transformed(stage, rgb):
    return stage.attempt(
        "build_transform",
        lambda s: s.invoke(s.call("build_transform", keep=True), rgb),
        TRANSFORM(rgb),
        atol=0.06,
    )


def _back(x):
    pixels = (x * torch.tensor(STD)[:, None, None] + torch.tensor(MEAN)[:, None, None]) * 255
    return pixels.round().clamp(0, 255).to(torch.uint8).permute(1, 2, 0).numpy()


def show_transform(stage):
    """File, load_rgb, build_transform, denormalize: the student's in the upper row, the expected in the lower one."""
    figure = f.new_figure(10.5, 10.4)
    axes = f.grid(figure, 2 * len(PHOTOS), 4)
    for i, name in enumerate(PHOTOS):
        path = str(stage.datasets / "photos" / name)
        photo = _photo(stage, name)
        rgb = photo.convert("RGB")
        x = TRANSFORM(rgb)
        loaded = stage.attempt("load_rgb", lambda s, path=path: s.call("load_rgb", path), check=_alike(rgb))
        after = _transformed(stage, rgb)
        back = stage.attempt("denormalize", lambda s, x=x: s.call("denormalize", x), _back(x), atol=1.5)
        for row, values in ((2 * i, (loaded, after, back)), (2 * i + 1, (rgb, x, _back(x)))):
            own = row % 2 == 0
            f.picture_panel(axes[row, 0], photo.convert("RGBA") if own else photo)
            f.heading(axes[row, 0], f"{name}  {photo.mode} {photo.width}x{photo.height}")
            f.row_name(
                axes[row, 0], stage.say("yours" if own else "expected"), tone=f.BLUE if own else f.GREY
            )
            for axis, value, word in zip(axes[row, 1:], values, ("loaded", "after", "back"), strict=True):
                f.heading(axis, stage.say(word))
                if own:
                    f.attempt_panel(axis, value, stage.lang)
                else:
                    f.picture_panel(axis, value)
        x_own = after.value if isinstance(after.value, torch.Tensor) and after.value.numel() else None
        for row, value in ((2 * i, x_own), (2 * i + 1, x)):
            if value is not None and value.is_floating_point():
                low, high = float(value.min()), float(value.max())
                f.under(axes[row, 2], f"{list(value.shape)}  {low:.2f} .. {high:.2f}")
    return figure


def show_values(stage):
    """How often each value occurs before and after Normalize, for each channel."""
    rgb = _photo(stage, "china.jpg").convert("RGB")
    want = TRANSFORM(rgb)
    after = _transformed(stage, rgb)
    before = want * torch.tensor(STD)[:, None, None] + torch.tensor(MEAN)[:, None, None]
    figure = f.new_figure(10.5, 3.2)
    axes = f.grid(figure, 1, 3)[0]
    _histogram(axes[0], before, (-0.1, 1.1))
    f.heading(axes[0], stage.say("before_values"))
    f.heading(axes[1], f"{stage.say('yours')}: {stage.say('after_values')}", tone=f.BLUE)
    got = after.value
    drawable = isinstance(got, torch.Tensor) and got.ndim == 3 and len(got) == 3 and got.is_floating_point()
    if drawable and got.numel() and torch.isfinite(got).all():
        low, high = min(float(got.min()), -2.5), max(float(got.max()), 2.8)
        _histogram(axes[1], got, (low, high))
    else:
        f.attempt_panel(axes[1], after, stage.lang)
    _histogram(axes[2], want, (-2.5, 2.8))
    f.heading(axes[2], f"{stage.say('expected')}: {stage.say('after_values')}", tone=f.GREY)
    return figure


def _histogram(axes, image, span):
    for channel, tone in zip(image.double(), (f.RED, f.GREEN, f.BLUE), strict=True):
        counts, edges = np.histogram(channel.numpy().ravel(), bins=48, range=span)
        axes.stairs(counts, edges, color=tone, linewidth=1.6)
    axes.axvline(0, color=f.GREY, linewidth=0.8, linestyle=":")
    axes.set_yticks([])
    axes.tick_params(labelsize=8)
