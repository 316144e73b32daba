"""Pictures of ex6_detect: what a detector finds, before and after the threshold, and before and after nms."""

import torch
from matplotlib.patches import Rectangle
from PIL import Image, ImageDraw
from torchvision import transforms
from torchvision.ops import box_iou, nms

from grader.checking.kit import expect
from grader.core.errors import Mismatch
from grader.show import figure as f

NAMES = ["__background__", "bird", "mammal", "flower", "fruit"]
GREEN = (0, 255, 0)


def _scene(stage, name):
    photo = Image.open(stage.datasets / "scenes" / f"{name}.jpg").convert("RGB")
    return photo, transforms.ToTensor()(photo)


def _found(stage, image, **options):
    with torch.no_grad():
        found = stage.props.scene_detector(**options)([image])[0]
    return {key: found[key] for key in ("boxes", "labels", "scores")}


def _sure(found, least):
    return {key: value[found["scores"] > least] for key, value in found.items()}


def _same_detections(want, least):
    """A check of a prediction: the boxes that matter; the faint ones may differ on another processor."""

    def check(got):
        if not isinstance(got, dict) or not all(isinstance(got.get(k), torch.Tensor) for k in want):
            expect(got, want)
            raise Mismatch("type", got=type(got).__name__, expected="dict of boxes, labels, scores")
        expect(_sure(got, least), _sure(want, least), atol=0.5, rtol=1e-2)

    return check


def _filtered(found, threshold):
    rows = zip(found["labels"].tolist(), found["scores"].tolist(), found["boxes"].tolist(), strict=True)
    kept = [(NAMES[label], score, tuple(box)) for label, score, box in rows if score > threshold]
    return sorted(kept, key=lambda row: -row[1])


def _counts(detections):
    names = [name for name, _, _ in detections]
    return {name: names.count(name) for name in names}


def _drawn(photo, detections):
    picture = photo.copy()
    draw = ImageDraw.Draw(picture)
    for name, _, (x1, y1, x2, y2) in detections:
        draw.rectangle((x1, y1, x2, y2), outline=GREEN, width=3)
        draw.text((x1 + 5, y1 + 3), name, fill=GREEN)
    return picture


def _outlined(stage, axes, photo, boxes, scores=None, tone="#ff2f92"):
    """The photo with thin outlines over it."""
    f.picture_panel(axes, photo)
    for i, (x1, y1, x2, y2) in enumerate(boxes.tolist()):
        axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, edgecolor=tone, linewidth=1.1))
        if scores is not None:
            axes.text(x1 + 2, y2 - 3, f"{scores[i]:.2f}", fontsize=6.5, color="white", clip_on=True,
                      bbox={"facecolor": tone, "edgecolor": "none", "pad": 0.8})  # fmt: skip
    f.under(axes, stage.say("boxes", count=len(boxes)), tone=f.GREY)


def show_threshold(stage):
    """All that the detector finds, and what is left above 0.5: the student's, and the expected."""
    names = ("01", "08")
    figure = f.new_figure(10.5, 3.6 * len(names))
    axes = f.grid(figure, len(names), 3)
    for row, name in enumerate(names):
        photo, image = _scene(stage, name)
        found = _found(stage, image)
        want = _filtered(found, 0.5)
        seen = stage.attempt(
            "detect", lambda s, i=image: s.call("detect", s.prop("scene_detector"), i),
            check=_same_detections(found, 0.3),
        )  # fmt: skip
        kept = stage.attempt(
            "filter_detections",
            lambda s, p=found: s.call("filter_detections", p, NAMES, threshold=0.5),
            want,
        )
        detections = _legal(kept.value) if kept.returned else want
        picture = stage.attempt(
            "draw_detections",
            lambda s, d=detections, p=photo: s.call("draw_detections", p, d, color=GREEN, width=3),
            check=_outlines(photo, detections),
        )
        count = stage.attempt(
            "count_objects", lambda s, d=detections: s.call("count_objects", d), _counts(detections)
        )
        raw = seen.value if seen.ok else None
        if raw is None:
            f.missing_panel(axes[row, 0], seen, stage.lang)
        else:
            _outlined(stage, axes[row, 0], photo, raw["boxes"], raw["scores"].tolist())
        f.attempt_panel(axes[row, 1], picture if kept.returned else kept, stage.lang)
        if picture.ok and kept.returned:
            f.without_ticks(axes[row, 1], f.TONES[kept.status])
        if picture.returned and kept.returned:
            text = str(count.value)[:60] if count.returned else "-"
            f.under(axes[row, 1], f"count_objects: {text}", tone=f.TONES[count.status])
        f.picture_panel(axes[row, 2], _drawn(photo, want), tone=f.GREY)
        f.under(axes[row, 2], f"count_objects: {_counts(want)}", tone=f.GREY)
    heads = (("detected", f.INK), ("yours_after", f.BLUE), ("expected_after", f.GREY))
    for axis, (word, tone) in zip(axes[0], heads, strict=True):
        f.heading(axis, stage.say(word), tone=tone, bold=True)
    return figure


def _legal(value):
    """The student's detections that can be drawn."""
    rows = []
    for row in value if isinstance(value, list) else ():
        if isinstance(row, tuple | list) and len(row) == 3 and isinstance(row[2], tuple | list):
            name, score, box = row
            numbers = [float(v) for v in box if isinstance(v, int | float) and abs(v) < 1e5]
            if len(numbers) == 4 and numbers[0] <= numbers[2] and numbers[1] <= numbers[3]:
                rows.append(
                    (str(name)[:30], float(score) if isinstance(score, int | float) else 0.0, tuple(numbers))
                )
    return rows[:50]


def _outlines(photo, detections):
    """A check of a drawing: same size, and green on the outlines."""

    def check(got):
        size = f"RGB image {photo.width}x{photo.height}"
        if not isinstance(got, Image.Image):
            raise Mismatch("type", got=type(got).__name__, expected=size)
        if got.size != photo.size:
            raise Mismatch("shape", got=f"{got.mode} image {got.width}x{got.height}", expected=size)
        missing = [n for n, _, box in detections if not _green(got.convert("RGB"), box)]
        if missing:
            raise Mismatch(
                "value", got=f"no outline of {missing[0]}", expected=f"{len(detections)}", params={"at": ""}
            )

    return check


def _green(picture, box):
    """Whether some pixel near the middle of one of the sides is green."""
    x1, y1, x2, y2 = (round(v) for v in box)
    for x, y in (((x1 + x2) // 2, y1), ((x1 + x2) // 2, y2), (x1, (y1 + y2) // 2), (x2, (y1 + y2) // 2)):
        for d in range(-3, 4):
            for place in ((x + d, y), (x, y + d)):
                inside = 0 <= place[0] < picture.width and 0 <= place[1] < picture.height
                if inside and picture.getpixel(place) == GREEN:
                    return True
    return False


def show_nms(stage):
    """The boxes of a detector that removes no duplicates, and those that nms leaves."""
    photo, image = _scene(stage, "01")
    found = _found(stage, image, least=0.3, overlap=0.95)
    boxes, scores = found["boxes"], found["scores"]
    want = nms(boxes.double(), scores.double(), 0.5).tolist()
    kept = stage.attempt("nms", lambda s: s.call("nms", boxes, scores, iou_threshold=0.5), want)
    table = box_iou(boxes.double(), boxes.double()).fill_diagonal_(0)
    a, b = divmod(int(table.argmax()), len(boxes))
    pair = boxes[a].tolist(), boxes[b].tolist()
    overlap = stage.attempt("box_iou", lambda s: s.call("box_iou", *pair), float(table[a, b]), atol=1e-4)
    figure = f.new_figure(10.5, 3.9)
    axes = f.grid(figure, 1, 3)[0]
    _outlined(stage, axes[0], photo, boxes)
    f.heading(axes[0], stage.say("detected"), bold=True)
    places = _places(kept.value, len(boxes)) if kept.returned else None
    if places is None:
        f.missing_panel(axes[1], kept, stage.lang)
    else:
        _outlined(stage, axes[1], photo, boxes[places], scores[places].tolist(), f.BLUE if kept.ok else f.RED)
    f.heading(axes[1], stage.say("yours_after"), tone=f.BLUE, bold=True)
    _outlined(stage, axes[2], photo, boxes[want], scores[want].tolist(), f.GREY)
    f.heading(axes[2], stage.say("expected_after"), tone=f.GREY, bold=True)
    own = f"{overlap.value:.3f}" if isinstance(overlap.value, float) and abs(overlap.value) < 1e6 else "-"
    text = f"{stage.say('boxes', count=len(boxes))}\n{stage.say('iou', own=own, want=f'{float(table[a, b]):.3f}')}"
    f.under(axes[0], text, tone=f.TONES[overlap.status])
    return figure


def _places(value, count):
    """The first indices when all are valid, else None."""
    if not isinstance(value, list) or not all(isinstance(i, int) and 0 <= i < count for i in value):
        return None
    return value[:200]
