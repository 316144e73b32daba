"""Pictures of ex4_inspect: what becomes of the shape, what the first layer looks for, which network is light."""

import torch
from matplotlib.patches import Polygon
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


def _leaves(model):
    return {name: module for name, module in model.named_modules() if name and not list(module.children())}


def _outputs(model, batch):
    """The output of each leaf, in call order; the network has none that is called twice."""
    found = {}
    hooks = [
        module.register_forward_hook(lambda m, i, out, name=name: found.update({name: out.detach().clone()}))
        for name, module in _leaves(model).items()
    ]
    try:
        with torch.no_grad():
            model(batch)
    finally:
        for hook in hooks:
            hook.remove()
    return found


def show_shapes(stage):
    """SqueezeNet as a row of boxes: smaller and smaller pictures, more and more channels."""
    batch = torch.zeros(1, 3, 224, 224)
    outputs = _outputs(stage.props.shared_squeezenet(), batch)
    want = {name: tuple(out.shape) for name, out in outputs.items()}
    got = stage.attempt("trace_shapes", lambda s: s.call("trace_shapes", s.prop("squeezenet"), batch), want)
    figure = f.new_figure(10.5, 5.6)
    above, below = f.grid(figure, 2, 1)[:, 0]
    boxes = _steps(got.value) if got.returned else []
    if boxes:
        _draw_boxes(above, boxes, f.BLUE if got.ok else f.RED)
    else:
        f.missing_panel(above, got, stage.lang, width=80)
    _draw_boxes(below, _steps(want), f.GREY)
    f.heading(above, stage.say("yours"), tone=f.BLUE, bold=True)
    f.heading(below, stage.say("expected"), tone=f.GREY, bold=True)
    return figure


def _steps(shapes):
    """(name, channels, height) of the input, and of the output with most channels for each height and part."""
    boxes = [("input", 3, 224)]
    for name, shape in list(shapes.items())[:500] if isinstance(shapes, dict) else []:
        numbers = shape if isinstance(shape, tuple | list) else ()
        if len(numbers) != 4 or not all(isinstance(n, int) and 0 < n < 5000 for n in numbers):
            continue
        box = (str(name)[:22], numbers[1], numbers[2])
        if box[2] != boxes[-1][2] or _part(box) != _part(boxes[-1]):
            boxes.append(box)
        elif box[1] > boxes[-1][1]:
            boxes[-1] = box
    return boxes[:12] if len(boxes) > 1 else []


def _part(box):
    """`features` of `features.12.squeeze`."""
    return box[0].partition(".")[0]


def _draw_boxes(axes, boxes, tone):
    """Each box as high as its picture, and as long as its channels (the root of their number)."""
    x, slant = 0.0, 0.35
    for name, channels, height in boxes:
        side, long = 6 + 60 * (height / 224) ** 0.7, 1.2 * channels**0.6
        low, dx = -side / 2, slant * side / 2
        front = [(x, low), (x + long, low), (x + long, low + side), (x, low + side)]
        top = [
            (x, low + side),
            (x + dx, low + side + dx),
            (x + dx + long, low + side + dx),
            (x + long, low + side),
        ]
        end = [
            (x + long, low),
            (x + long + dx, low + dx),
            (x + long + dx, low + side + dx),
            (x + long, low + side),
        ]
        for corners, alpha in ((front, 0.35), (top, 0.2), (end, 0.55)):
            axes.add_patch(Polygon(corners, facecolor=tone, alpha=alpha, edgecolor="white", linewidth=0.8))
        middle = x + (long + dx) / 2
        axes.text(
            middle, -41, f"{channels} x {height} x {height}", ha="center", va="top", fontsize=8.5, color=f.INK
        )
        axes.text(
            middle, -48, f.writable(name), ha="center", va="top", fontsize=7.5, color=f.GREY, parse_math=False
        )
        x += max(long + dx, 26) + 9
    axes.set_xlim(-4, max(x + 2, 300))
    axes.set_ylim(-55, 48)
    axes.axis("off")


def show_maps(stage):
    """One photo in five depths of the network: the grader's own picture, named by the student's shapes."""
    photo = Image.open(stage.datasets / "photos" / "zebra.jpg").convert("RGB")
    batch = TRANSFORM(photo)[None]
    outputs = _outputs(stage.props.shared_squeezenet(), batch)
    names = ["features.1", "features.4.expand3x3_activation", "features.7.expand3x3_activation"]
    names += ["features.12.expand3x3_activation", "classifier.2"]
    want = {name: tuple(out.shape) for name, out in outputs.items()}
    got = stage.attempt("trace_shapes", lambda s: s.call("trace_shapes", s.prop("squeezenet"), batch), want)
    given = got.value if isinstance(got.value, dict) else {}
    figure = f.new_figure(10.5, 8.4)
    for part, name in zip(figure.subfigures(len(names), 1), names, strict=True):
        axes = f.grid(part, 1, 8)[0]
        maps = outputs[name][0]
        best = maps.flatten(1).std(1).topk(7).indices.sort().values
        f.picture_panel(axes[0], photo)
        for axis, channel in zip(axes[1:], best.tolist(), strict=True):
            f.without_ticks(axis)
            axis.imshow(maps[channel], cmap="magma", interpolation="nearest")
            f.under(axis, stage.say("channel", number=channel), tone=f.GREY, size=7.5)
        own = given.get(name, "-")
        right = own == want[name]
        short = name.replace("_activation", "")
        text = f"{short}   {stage.say('yours')}: {str(own)[:40]}   {stage.say('expected')}: {want[name]}"
        part.suptitle(
            f.writable(text), x=0.01, ha="left", fontsize=9, color=f.GREEN if right else f.RED if given else f.GREY,
            parse_math=False,
        )  # fmt: skip
    return figure


def show_filters(stage):
    """The 64 filters of the first layer, and what the student's functions say about the network."""
    model = stage.props.shared_squeezenet()
    first = model.features[0]
    total = sum(p.numel() for p in model.parameters())
    size = stage.attempt("conv_out", lambda s: s.call("conv_out", 224, 3, stride=2), 111)
    count = stage.attempt(
        "count_parameters", lambda s: s.call("count_parameters", s.prop("squeezenet")), total
    )
    weights = first.weight.detach()  # [64, 3, 3, 3]
    low, high = weights.amin((1, 2, 3), keepdim=True), weights.amax((1, 2, 3), keepdim=True)
    shown = (weights - low) / (high - low)
    figure = f.new_figure(10.5, 4.4)
    left, right = f.grid(figure, 1, 2, width_ratios=[1.25, 1])[0]
    tiles = torch.ones(3, 8 * 4 + 1, 8 * 4 + 1)
    for i, tile in enumerate(shown):
        y, x = 1 + 4 * (i // 8), 1 + 4 * (i % 8)
        tiles[:, y : y + 3, x : x + 3] = tile
    f.picture_panel(left, tiles)
    f.heading(left, stage.say("filters"))
    right.axis("off")
    rows = [
        ("conv_out(224, 3, stride=2)", size, "111"),
        ("count_parameters(squeezenet)", count, f"{total:,}"),
    ]
    for i, (call, attempt, want) in enumerate(rows):
        own = f"{attempt.value:,}" if isinstance(attempt.value, int) else attempt.said(stage.lang)
        own = own if len(own) < 40 else own[:37] + "..."
        lines = [(call, f.INK, 10), (f"{stage.say('yours')}: {own}", f.TONES[attempt.status], 11)]
        lines.append((f"{stage.say('expected')}: {want}", f.GREY, 11))
        for j, (text, tone, size_) in enumerate(lines):
            right.text(
                0.02, 0.86 - 0.42 * i - 0.11 * j, f.writable(text), fontsize=size_, color=tone,
                transform=right.transAxes, parse_math=False,
            )  # fmt: skip
    return figure


NETWORKS = ["alexnet", "resnet18", "mobilenet_v2", "squeezenet1_1"]


def show_models(stage):
    """How large the networks are, and where their fully connected layers lie."""
    models = stage.props.architectures(NETWORKS)
    rows = [(name, sum(p.numel() for p in m.parameters())) for name, m in models.items()]
    want = [(n, c, 4 * c / 2**20) for n, c in sorted(rows, key=lambda row: row[1])]
    linear = [n for n, m in models["alexnet"].named_modules() if isinstance(m, torch.nn.Linear)]
    del models
    ranked = stage.attempt(
        "rank_models", lambda s: s.call("rank_models", s.prop("architectures", NETWORKS)), want, rtol=1e-3
    )
    layers = stage.attempt(
        "linear_layers",
        lambda s: s.call(
            "linear_layers", s.prop("model_of", s.prop("architectures", ["alexnet"], keep=True), "alexnet")
        ),
        linear,
    )
    figure = f.new_figure(10.5, 2.9)
    axes = f.grid(figure, 1, 2)[0]
    for axis, attempt, word in zip(axes, (ranked, None), ("yours", "expected"), strict=True):
        value = attempt.value if attempt else want
        names = layers.value if attempt else linear
        f.heading(axis, stage.say(word), tone=f.BLUE if attempt else f.GREY, bold=True)
        table = _ranked(value)
        if table:
            tone = f.GREY if not attempt else f.BLUE if attempt.ok else f.RED
            f.bars(axis, [n for n, _ in table], [m for _, m in table], tone=tone, number="{:,.1f} MiB".format)
        else:
            f.missing_panel(axis, ranked, stage.lang, width=46)
        text = ", ".join(str(n)[:24] for n in names[:6]) if isinstance(names, list) else "-"
        f.under(
            axis,
            f"alexnet, linear_layers: {text}",
            size=8.5,
            tone=f.TONES[layers.status] if attempt else f.GREY,
        )
    return figure


def _ranked(value):
    """(name, MiB) of each entry in a list of (name, parameters, MiB); empty when it is no such list."""
    try:
        rows = [(str(name)[:20], float(mib)) for name, _, mib in value][:8]
        return rows if all(0 <= mib < 1e9 for _, mib in rows) else []
    except (TypeError, ValueError, OverflowError):
        return []
