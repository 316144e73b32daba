"""Pictures of ex5_segment: the classes that the network sees in a scene, and one thing cut out of it."""

import numpy as np
import torch
from matplotlib.patches import Patch
from PIL import Image
from torchvision import transforms

from grader.checking.kit import expect_shape
from grader.core.errors import Mismatch
from grader.show import figure as f

CLASSES = ("background", "bird", "mammal", "flower", "fruit")
TO_BATCH = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
)
SCENES = ("01", "06")


def _scene(stage, name):
    photo = Image.open(stage.datasets / "scenes" / f"{name}.jpg").convert("RGB")
    truth = torch.from_numpy(np.array(Image.open(stage.datasets / "scenes" / f"{name}_mask.png"))).long()
    return photo, truth


def _palette():
    numbers = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    return (torch.arange(len(CLASSES))[:, None] * numbers % 255).to(torch.uint8)


def _iou(mask, truth):
    values = []
    for c in range(len(CLASSES)):
        a, b = mask == c, truth == c
        if bool((a | b).any()):
            values.append(float((a & b).sum()) / float((a | b).sum()))
    return sum(values) / len(values)


def _nearly(want):
    """A check of a mask: on another processor, a few pixels may get another class."""

    def check(got):
        expect_shape(got, tuple(want.shape), torch.int64)
        share = float((got != want).float().mean())
        if share > 0.01:
            text = f"{1 - share:.1%} of the pixels"
            raise Mismatch("value", got=text, expected="100%", params={"at": ""})

    return check


def _over(photo, colours, mask):
    """The photo with the colours over it, except where the mask says background."""
    blend = np.asarray(Image.blend(photo, colours.convert("RGB"), 0.8))
    keep = np.asarray(mask == 0)[..., None]
    return np.where(keep, np.asarray(photo), blend).astype(np.uint8)


def show_overlay(stage):
    """Scene, the student's segmentation, the expected one, the truth."""
    scenes = [_scene(stage, name) for name in SCENES]
    batch = torch.stack([TO_BATCH(photo) for photo, _ in scenes])
    with torch.no_grad():
        want = stage.props.scene_segmenter().eval()(batch)["out"].argmax(1)
    seen = stage.attempt(
        "segment", lambda s: s.call("segment", s.prop("scene_segmenter"), batch), check=_nearly(want)
    )
    stage.attempt(
        "color_palette", lambda s: torch.as_tensor(s.call("color_palette", len(CLASSES))), _palette()
    )
    masks = seen.value if isinstance(seen.value, torch.Tensor) and seen.value.shape == want.shape else None
    figure = f.new_figure(10.5, 6.0)
    axes = f.grid(figure, len(SCENES), 4)
    for row, (photo, truth) in enumerate(scenes):
        mask = want[row] if masks is None else masks[row].long().clamp(0, len(CLASSES) - 1)
        right = Image.fromarray(_palette()[mask].numpy())
        colours = stage.attempt(
            "colorize", lambda s, mask=mask, p=photo: s.call("colorize", mask, _palette(), p.size), right
        )
        iou = stage.attempt(
            "mean_iou", lambda s, m=mask, t=truth: s.call("mean_iou", m, t, len(CLASSES)), _iou(mask, truth)
        )
        f.picture_panel(axes[row, 0], photo)
        own = colours.value
        if masks is None:
            f.missing_panel(axes[row, 1], seen, stage.lang)
        elif isinstance(own, Image.Image) and own.size == photo.size:
            f.picture_panel(axes[row, 1], _over(photo, own, mask), tone=f.TONES[colours.status])
        else:
            f.attempt_panel(axes[row, 1], colours, stage.lang)
        score = f"{iou.value:.3f}" if isinstance(iou.value, float) and abs(iou.value) < 100 else "-"
        f.under(axes[row, 1], f"mean_iou {score}", tone=f.TONES[iou.status])
        for axis, m in ((axes[row, 2], want[row]), (axes[row, 3], truth)):
            f.picture_panel(axis, _over(photo, Image.fromarray(_palette()[m].numpy()), m))
        f.under(axes[row, 2], f"mean_iou {_iou(want[row], truth):.3f}", tone=f.GREY)
    for axis, word in zip(axes[0], ("scene", "yours", "expected", "truth"), strict=True):
        f.heading(axis, stage.say(word), bold=True, tone=f.BLUE if word == "yours" else f.GREY)
    patches = [
        Patch(color=_palette()[i].numpy() / 255, label=f.writable(stage.say(name)))
        for i, name in enumerate(CLASSES)
        if i
    ]
    figure.legend(handles=patches, loc="upper right", ncols=4, frameon=False, fontsize=9)
    return figure


def show_cutout(stage):
    """One thing of a scene on white, and on another colour."""
    photo, truth = _scene(stage, "03")
    flower = CLASSES.index("flower")
    figure = f.new_figure(10.5, 3.1)
    axes = f.grid(figure, 1, 5)[0]
    f.picture_panel(axes[0], photo)
    f.heading(axes[0], stage.say("scene"), tone=f.GREY, bold=True)
    for i, colour in enumerate(((255, 255, 255), (30, 60, 140))):
        pixels = np.where((truth == flower).numpy()[..., None], np.asarray(photo), np.array(colour))
        want = Image.fromarray(pixels.astype(np.uint8))
        got = stage.attempt(
            "cut_out", lambda s, c=colour: s.call("cut_out", photo, truth, flower, background=c), want
        )
        own, other = axes[1 + 2 * i], axes[2 + 2 * i]
        f.attempt_panel(own, got, stage.lang)
        f.picture_panel(other, want, tone=f.GREY)
        f.heading(own, stage.say("yours"), tone=f.BLUE, bold=True)
        f.heading(other, stage.say("expected"), tone=f.GREY, bold=True)
    return figure
