"""Pictures of ex2_classify: the five most likely names of a photo, and the lion that is a drawing."""

import json

import torch
from PIL import Image
from torchvision import transforms

from grader.show import figure as f

TRANSFORM = transforms.Compose(
    [
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ]
)


def show_top5(stage):
    """Photo, the student's five best names, the expected ones."""
    return _top5(stage, ("cat.jpg", "coffee.jpg", "penguin.jpg", "fox.jpg"))


def show_lion(stage):
    """The same for a photo and for a drawing."""
    return _top5(stage, ("lion_photo.jpg", "lion_cartoon.png"))


def _labels(path):
    index = json.loads(path.read_text(encoding="utf-8"))
    return [index[str(i)][1] for i in range(len(index))]


def _best(logits, labels):
    values, places = torch.softmax(logits, 1).topk(5)
    rows = zip(values.tolist(), places.tolist(), strict=True)
    return [[(labels[i], p) for p, i in zip(v, n, strict=True)] for v, n in rows]


def _top5(stage, names):
    photos = [Image.open(stage.datasets / "photos" / name).convert("RGB") for name in names]
    batch = torch.stack([TRANSFORM(photo) for photo in photos])
    path = stage.datasets / "imagenet_class_index.json"
    labels = _labels(path)
    with torch.no_grad():
        want = stage.props.shared_squeezenet()(batch)
    stage.attempt("load_labels", lambda s: s.call("load_labels", str(path)), labels)
    through = stage.attempt(
        "forward", lambda s: s.call("forward", s.prop("squeezenet"), batch), want, atol=1e-2, rtol=1e-2
    )
    logits = through.value if _usable(through.value, want) else want
    best = stage.attempt(
        "top_k", lambda s: s.call("top_k", logits, labels, k=5), _best(logits, labels), atol=1e-4
    )
    said = stage.attempt(
        "predict_labels",
        lambda s: s.call("predict_labels", logits, labels),
        [labels[i] for i in logits.argmax(1).tolist()],
    )
    expected = _best(want, labels)
    figure = f.new_figure(10.5, 2.05 * len(names) + 0.3)
    axes = f.grid(figure, len(names), 3, width_ratios=[1, 1.8, 1.8])
    for i, photo in enumerate(photos):
        f.picture_panel(axes[i, 0], photo)
        name, right = _name(said, i), labels[int(want[i].argmax())]
        f.under(
            axes[i, 0], name or "-", tone=f.GREEN if name == right else f.RED if name else f.GREY, size=10
        )
        _bars(axes[i, 1], best, i, stage)
        f.bars(axes[i, 2], *_columns(expected[i]), tone=f.GREY, most=1.0, number="{:.1%}".format)
    f.heading(axes[0, 1], stage.say("yours"), tone=f.BLUE, bold=True)
    f.heading(axes[0, 2], stage.say("expected"), tone=f.GREY, bold=True)
    return figure


def _usable(value, want):
    return (
        isinstance(value, torch.Tensor)
        and value.shape == want.shape
        and value.is_floating_point()
        and bool(torch.isfinite(value).all())
    )


def _columns(row):
    return [name for name, _ in row], [value for _, value in row]


def _name(said, i):
    """What the student's predict_labels says of a photo, if it says anything."""
    value = said.value
    if isinstance(value, list | tuple) and i < len(value):
        return str(value[i])[:40]
    return ""


def _bars(axes, best, i, stage):
    row = best.value[i] if isinstance(best.value, list | tuple) and i < len(best.value) else None
    pairs = [p for p in row or () if isinstance(p, list | tuple) and len(p) == 2] if _listed(row) else []
    pairs = [(str(n), float(v)) for n, v in pairs if isinstance(v, int | float)][:8]
    if pairs and best.returned:
        tone = f.BLUE if best.ok else f.RED
        f.bars(axes, *_columns(pairs), tone=tone, most=1.0, number="{:.1%}".format)
    else:
        f.missing_panel(axes, best, stage.lang, width=46)


def _listed(row):
    return isinstance(row, list | tuple)
