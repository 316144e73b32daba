"""The answer of each numeric template once more, another way: torch's own modules, or counting by brute force."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import torch
import torchvision
from PIL import Image
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader
from torchvision import ops
from torchvision.transforms import v2
from torchvision.utils import make_grid

Facts = Mapping[str, Any]
Answer = Callable[[Facts], float]
WEEK12: dict[str, Answer] = {}


def answers(id: str) -> Callable[[Answer], Answer]:
    def remember(answer: Answer) -> Answer:
        assert id not in WEEK12
        WEEK12[id] = answer
        return answer

    return remember


def count(*modules: nn.Module) -> int:
    return sum(p.numel() for m in modules for p in m.parameters() if p.requires_grad)


def meta(make: Callable[[], nn.Module]) -> nn.Module:
    """A module without memory: for counting, and for shapes."""
    with torch.device("meta"):
        return make()


@functools.cache
def pretrained(name: str) -> nn.Module:
    return meta(getattr(torchvision.models, name))


def side(*layers: nn.Module, size: int, channels: int = 1) -> int:
    x = torch.empty(1, channels, size, size, device="meta")
    for layer in layers:
        x = layer.to("meta")(x)
    return x.shape[-1]


def tensor(values: Any) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)


def mib(x: torch.Tensor) -> float:
    return x.numel() * x.element_size() / 1024 / 1024


# ---- pretrained ---------------------------------------------------------------------------------------------------


@answers("pretrained.size_mib")
def _(f: Facts) -> float:
    return mib(torch.empty(f["count"], dtype=getattr(torch, f["dtype"]), device="meta"))


@answers("pretrained.updates")
def _(f: Facts) -> float:
    return f["epochs"] * len(range(0, f["images"], f["batch"]))


@answers("pretrained.gpu_hours")
def _(f: Facts) -> float:
    return sum(24 * f["days"] for _ in range(f["groups"]) for _ in range(f["gpus"]))


# ---- alexnet ------------------------------------------------------------------------------------------------------


@answers("alexnet.conv_output")
def _(f: Facts) -> float:
    return side(nn.Conv2d(1, 1, f["kernel"], f["stride"], f["padding"]), size=f["size"])


@answers("alexnet.dilated_output")
def _(f: Facts) -> float:
    return side(nn.Conv2d(1, 1, f["kernel"], f["stride"], f["padding"], f["dilation"]), size=f["size"])


@answers("alexnet.conv_then_pool")
def _(f: Facts) -> float:
    first = pretrained("alexnet").features[:3]
    return side(*first, size=f["size"], channels=3)


@answers("alexnet.conv_parameters")
def _(f: Facts) -> float:
    return count(meta(lambda: nn.Conv2d(f["in"], f["out"], f["kernel"])))


@answers("alexnet.linear_parameters")
def _(f: Facts) -> float:
    return count(meta(lambda: nn.Linear(f["in"], f["out"])))


@answers("alexnet.flatten")
def _(f: Facts) -> float:
    return torch.flatten(torch.empty(f["shape"], device="meta"), 1).shape[1]


@answers("alexnet.multiplications")
def _(f: Facts) -> float:
    """The matrix product that `unfold` makes of the convolution."""
    kernel, size = f["kernel"], f["size"]
    image = torch.empty(1, f["in"], size + kernel - 1, size + kernel - 1, device="meta")
    columns = F.unfold(image, kernel)
    return columns[0].numel() * f["out"]


@answers("alexnet.receptive_field")
def _(f: Facts) -> float:
    """How far apart the pixels are that one value's gradient reaches (with mean in place of max pooling)."""
    (k1, s1), (k2, s2), (k3, s3) = f["layers"]
    layers = nn.Sequential(nn.Conv2d(1, 1, k1, s1), nn.AvgPool2d(k2, s2), nn.Conv2d(1, 1, k3, s3)).double()
    for p in layers.parameters():
        nn.init.constant_(p, 1.0)
    x = torch.ones(1, 1, 64, 64, dtype=torch.float64).requires_grad_()
    layers(x)[0, 0, 1, 1].backward()
    touched = x.grad[0, 0].sum(0).nonzero().flatten()
    return (touched.max() - touched.min() + 1).item()


# ---- transforms ---------------------------------------------------------------------------------------------------


@answers("transforms.normalize_pixel")
def _(f: Facts) -> float:
    pixel = Image.new("L", (1, 1), f["value"])
    both = v2.Compose(
        [v2.ToImage(), v2.ToDtype(torch.float32, scale=True), v2.Normalize([f["mean"]], [f["std"]])]
    )
    return both(pixel).item()


@answers("transforms.denormalize_pixel")
def _(f: Facts) -> float:
    """The one of 256 pixel values whose normalised value is nearest."""
    values = (torch.arange(256, dtype=torch.float64) / 255 - f["mean"]) / f["std"]
    return (values - f["value"]).abs().argmin().item()


@answers("transforms.resize_longer")
def _(f: Facts) -> float:
    return max(v2.Resize(256)(Image.new("L", (f["width"], f["height"]))).size)


@answers("transforms.crop_left")
def _(f: Facts) -> float:
    columns = torch.arange(f["width"]).expand(1, 256, -1)
    return v2.CenterCrop(224)(columns)[0, 0, 0].item()


@answers("transforms.kept_share")
def _(f: Facts) -> float:
    image = torch.empty(1, 256, f["long"])
    return v2.CenterCrop(224)(image).numel() / image.numel()


@answers("transforms.batch_mib")
def _(f: Facts) -> float:
    return mib(torch.empty(f["batch"], 3, f["size"], f["size"], device="meta"))


# ---- forward ------------------------------------------------------------------------------------------------------


@answers("forward.dropout_train")
def _(f: Facts) -> float:
    return nn.Dropout(f["p"]).train()(torch.full((200,), f["value"], dtype=torch.float64)).max().item()


@answers("forward.batchnorm_eval")
def _(f: Facts) -> float:
    layer = nn.BatchNorm1d(1, eps=0.0).double().eval()
    for name, key in (
        ("running_mean", "mean"),
        ("running_var", "var"),
        ("weight", "weight"),
        ("bias", "bias"),
    ):
        getattr(layer, name).data.fill_(f[key])
    return layer(tensor(f["batch"])[:, None])[0].item()


@answers("forward.neuron")
def _(f: Facts) -> float:
    return F.relu(F.linear(tensor(f["x"]), tensor([f["w"]]), tensor([f["b"]]))).item()


@functools.cache
def squeezenet(classes: int) -> nn.Module:
    return meta(lambda: torchvision.models.squeezenet1_1(num_classes=classes))


@answers("forward.logit_count")
def _(f: Facts) -> float:
    return squeezenet(f["classes"])(torch.empty(f["batch"], 3, f["size"], f["size"], device="meta")).numel()


@answers("forward.activation_memory")
def _(f: Facts) -> float:
    return sum(mib(torch.empty(f["batch"], c, s, s, device="meta")) for c, s in f["shapes"])


# ---- predict ------------------------------------------------------------------------------------------------------


@answers("predict.softmax")
def _(f: Facts) -> float:
    return tensor(f["logits"]).softmax(0)[f["i"]].item()


@answers("predict.argmax_row")
def _(f: Facts) -> float:
    return tensor(f["rows"]).argmax(dim=1)[f["r"]].item()


@answers("predict.argmax_flat")
def _(f: Facts) -> float:
    logits = torch.zeros(f["shape"])
    logits[f["row"], f["column"]] = 1
    return logits.argmax().item()


@answers("predict.probability_ratio")
def _(f: Facts) -> float:
    a, b, _ = tensor([f["high"], f["low"], 0.7]).softmax(0)
    return (a / b).item()


@answers("predict.top2_mass")
def _(f: Facts) -> float:
    return tensor(f["logits"]).softmax(0).topk(2).values.sum().item()


@answers("predict.top5_accuracy")
def _(f: Facts) -> float:
    """Logits of 40 classes in which class 39 has the rank in question."""
    hits = 0
    for rank in f["ranks"]:
        logits = torch.arange(39, 0, -1).double()
        logits = torch.cat([logits, tensor([39.5 - (rank - 1)])])
        hits += 39 in logits.topk(5).indices
    return hits / len(f["ranks"])


# ---- data ---------------------------------------------------------------------------------------------------------


def sizes(n: int, batch: int) -> list[int]:
    loader = DataLoader(range(n), batch_size=batch)  # type: ignore[arg-type]
    return [len(indices) for indices in loader.batch_sampler]


@answers("data.batches")
def _(f: Facts) -> float:
    return len(DataLoader(range(f["n"]), batch_size=f["batch"]))  # type: ignore[arg-type]


@answers("data.last_batch")
def _(f: Facts) -> float:
    return sizes(f["n"], f["batch"])[-1]


@answers("data.steps")
def _(f: Facts) -> float:
    return sum(len(sizes(f["n"], f["batch"])) for _ in range(f["epochs"]))


@answers("data.channel_std")
def _(f: Facts) -> float:
    return tensor(f["images"]).std(correction=0).item()


@answers("data.grid_width")
def _(f: Facts) -> float:
    images = torch.zeros(f["count"], 1, f["height"], f["width"])
    return make_grid(images, nrow=f["nrow"], padding=2).shape[-1]


@answers("data.workers")
def _(f: Facts) -> float:
    """A clock: each worker brings its next image after `load` ms, the GPU takes a batch as soon as there is one.

    The wait for the first batch is not counted: 50 batches are let pass before the clock is read.
    """
    warm, gpu_free, ends = 50, 0.0, []
    for i in range(1, warm + f["total"] + 1):
        loaded = f["load"] * f["batch"] * i / f["workers"]
        gpu_free = max(gpu_free, loaded) + f["gpu"]
        ends.append(gpu_free)
    return (ends[-1] - ends[warm - 1]) / 1000


# ---- architectures ------------------------------------------------------------------------------------------------


@answers("architectures.small_kernels")
def _(f: Facts) -> float:
    c = f["channels"]
    one = meta(lambda: nn.Conv2d(c, c, f["big"], bias=False))
    small = [meta(lambda: nn.Conv2d(c, c, 3, bias=False)) for _ in range(f["layers"])]
    assert side(*(nn.Conv2d(1, 1, 3) for _ in small), size=20) == side(nn.Conv2d(1, 1, f["big"]), size=20)
    return count(one) - count(*small)


@answers("architectures.residual_block")
def _(f: Facts) -> float:
    block = torchvision.models.resnet.BasicBlock
    return count(meta(lambda: block(f["channels"], f["channels"])))


@answers("architectures.fire_module")
def _(f: Facts) -> float:
    fire = torchvision.models.squeezenet.Fire
    return count(meta(lambda: fire(f["in"], f["squeeze"], f["expand"], f["expand"])))


@answers("architectures.dense_block")
def _(f: Facts) -> float:
    x = torch.empty(1, f["start"], 2, 2, device="meta")
    for _ in range(f["layers"]):
        x = torch.cat([x, torch.empty(1, f["growth"], 2, 2, device="meta")], dim=1)
    return x.shape[1]


@answers("architectures.depthwise_separable")
def _(f: Facts) -> float:
    depth = meta(lambda: nn.Conv2d(f["in"], f["in"], f["kernel"], groups=f["in"], bias=False))
    return count(depth, meta(lambda: nn.Conv2d(f["in"], f["out"], 1, bias=False)))


@answers("architectures.pooled_head")
def _(f: Facts) -> float:
    x = torch.empty(1, f["channels"], f["size"], f["size"], device="meta")
    flat, pooled = x.flatten(1), F.adaptive_avg_pool2d(x, 1).flatten(1)
    heads = [meta(lambda n=n: nn.Linear(n, f["classes"])) for n in (flat.shape[1], pooled.shape[1])]
    return count(heads[0]) - count(heads[1])


# ---- segmentation -------------------------------------------------------------------------------------------------


@answers("segmentation.mean_iou")
def _(f: Facts) -> float:
    """Sets of places instead of a confusion matrix."""
    values = []
    for c in range(f["classes"]):
        p, t = ({i for i, one in enumerate(f[key]) if one == c} for key in ("pred", "target"))
        if p | t:
            values.append(len(p & t) / len(p | t))
    return sum(values) / len(values)


@answers("segmentation.ignored_pixels")
def _(f: Facts) -> float:
    pred, target = torch.tensor(f["pred"]), torch.tensor(f["target"])
    pred, target = pred[target != 255] == 1, target[target != 255] == 1
    return ((pred & target).sum() / (pred | target).sum()).item()


@answers("segmentation.iou_from_counts")
def _(f: Facts) -> float:
    pred = torch.tensor([1] * (f["tp"] + f["fp"]) + [0] * f["fn"]).bool()
    target = torch.tensor([1] * f["tp"] + [0] * f["fp"] + [1] * f["fn"]).bool()
    return (pred & target).sum().item() / (pred | target).sum().item()


@answers("segmentation.class_ids")
def _(f: Facts) -> float:
    return torch.empty(f["shape"], device="meta").argmax(dim=1).numel()


@answers("segmentation.palette")
def _(f: Facts) -> float:
    """The line of the PyTorch hub page."""
    palette = torch.tensor([2**25 - 1, 2**15 - 1, 2**21 - 1])
    colors = (torch.arange(21)[:, None] * palette % 255).to(torch.uint8)
    return colors[f["class"], palette.tolist().index(f["number"])].item()


@answers("segmentation.transposed_conv")
def _(f: Facts) -> float:
    return side(nn.ConvTranspose2d(1, 1, f["kernel"], f["stride"], f["padding"]), size=f["size"])


@answers("segmentation.nearest")
def _(f: Facts) -> float:
    rows = torch.arange(f["small"], dtype=torch.float64)[None, None]
    return F.interpolate(rows, size=f["large"], mode="nearest")[0, 0, f["place"]].item()


# ---- detection ----------------------------------------------------------------------------------------------------


@answers("detection.box_area")
def _(f: Facts) -> float:
    return ops.box_area(tensor([f["box"]])).item()


@answers("detection.iou")
def _(f: Facts) -> float:
    return ops.box_iou(tensor([f["a"]]), tensor([f["b"]])).item()


@answers("detection.above_threshold")
def _(f: Facts) -> float:
    return (tensor(f["scores"]) > f["threshold"]).sum().item()


@answers("detection.nms_kept")
def _(f: Facts) -> float:
    return len(ops.nms(tensor(f["boxes"]), tensor(f["scores"]), f["threshold"]))


def found(f: Facts) -> tuple[torch.Tensor, torch.Tensor]:
    """What was given and what is there, one place for each box and each object; a hit shares a place."""
    missed = f["objects"] - f["right"]
    given = torch.tensor([True] * f["boxes"] + [False] * missed)
    there = torch.tensor([True] * f["right"] + [False] * (f["boxes"] - f["right"]) + [True] * missed)
    return given, there


@answers("detection.precision")
def _(f: Facts) -> float:
    given, there = found(f)
    return there[given].double().mean().item()


@answers("detection.recall")
def _(f: Facts) -> float:
    given, there = found(f)
    return given[there].double().mean().item()


@answers("detection.threshold_recall")
def _(f: Facts) -> float:
    kept = tensor(f["scores"]) > f["threshold"]
    return (kept & torch.tensor(f["right"])).sum().item() / f["objects"]


# ---- transfer, quadrants ------------------------------------------------------------------------------------------


def extractor_of(name: str, classes: int) -> nn.Module:
    """As exercise 7 does it: freeze, then a new head. One model for all: only the head differs."""
    model = pretrained(name).requires_grad_(False)
    if hasattr(model, "fc"):
        model.fc = meta(lambda: nn.Linear(model.fc.in_features, classes))
    else:
        model.classifier[-1] = meta(lambda: nn.Linear(model.classifier[-1].in_features, classes))
    return model


@answers("transfer.head_parameters")
def _(f: Facts) -> float:
    return count(extractor_of(f["model"], f["classes"]))


@answers("transfer.frozen_parameters")
def _(f: Facts) -> float:
    return sum(p.numel() for p in extractor_of(f["model"], f["classes"]).parameters() if not p.requires_grad)


@answers("transfer.features_once")
def _(f: Facts) -> float:
    ms = sum(f["forward"] for _ in range(f["n"]))
    for _ in range(f["epochs"]):
        ms += sum(f["head"] for _ in range(f["n"]))
    return ms / 1000


def sgd(weight: float, grads: list[float], *, zero: bool = True, **options: Any) -> float:
    """A weight after the steps of torch's optimizer; the loss is weight * grad, so that its gradient is grad."""
    w = tensor(weight).requires_grad_()
    optimizer = torch.optim.SGD([w], **options)
    for grad in grads:
        if zero:
            optimizer.zero_grad()
        (w * grad).backward()
        optimizer.step()
    return w.item()


@answers("transfer.two_rates")
def _(f: Facts) -> float:
    return sgd(f["weight"], [f["grad"]], lr=f["head"] / f["divisor"])


@answers("transfer.domain_mix")
def _(f: Facts) -> float:
    right = torch.cat([torch.full((f[d],), f[f"acc_{d}"], dtype=torch.float64) for d in "ab"])
    return right.mean().item()


@answers("quadrants.parameters_per_image")
def _(f: Facts) -> float:
    return count(extractor_of(f["model"], f["classes"])) / f["images"]


@answers("quadrants.images_per_class")
def _(f: Facts) -> float:
    each = list(range(f["total"]))[:: f["classes"]]
    return len(each) - len(each) * f["percent"] // 100


@answers("quadrants.accuracy_range")
def _(f: Facts) -> float:
    """The standard deviation of single answers, over the root of their number."""
    right = tensor([1.0] * f["right"] + [0.0] * (f["n"] - f["right"]))
    return (right.std(correction=0) / f["n"] ** 0.5).item()


# ---- training -----------------------------------------------------------------------------------------------------


@answers("training.epoch_loss")
def _(f: Facts) -> float:
    """One loss for each image, all in a row."""
    return torch.cat([torch.full((s,), m) for s, m in zip(f["sizes"], f["means"], strict=True)]).mean().item()


@answers("training.epoch_accuracy")
def _(f: Facts) -> float:
    hits = [torch.arange(s) < r for s, r in zip(f["sizes"], f["right"], strict=True)]
    return torch.cat(hits).double().mean().item()


@answers("training.no_zero_grad")
def _(f: Facts) -> float:
    return sgd(f["weight"], [f["grad"]] * f["k"], zero=False, lr=f["lr"])


@answers("training.momentum")
def _(f: Facts) -> float:
    return sgd(f["weight"], list(f["grads"]), lr=f["lr"], momentum=f["momentum"])


@answers("training.step_lr")
def _(f: Facts) -> float:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=f["lr"])
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, f["step"], f["gamma"])
    for _ in range(f["epoch"]):
        optimizer.step()
        scheduler.step()
    return optimizer.param_groups[0]["lr"]


@answers("training.cross_entropy")
def _(f: Facts) -> float:
    logits = tensor([[f["p"], 1 - f["p"]], [1 - f["q"], f["q"]]]).log()
    return F.cross_entropy(logits, torch.tensor([0, 1])).item()


@answers("training.chance_loss")
def _(f: Facts) -> float:
    return F.cross_entropy(torch.zeros(1, f["classes"]), torch.tensor([0])).item()


@answers("training.softmax_twice")
def _(f: Facts) -> float:
    logits = F.one_hot(torch.tensor([0]), f["classes"]).double() * 1000
    return F.cross_entropy(logits.softmax(1), torch.tensor([0])).item()


@answers("training.best_epoch")
def _(f: Facts) -> float:
    return max(range(len(f["val"])), key=lambda epoch: (f["val"][epoch], -epoch))


@answers("training.running_mean")
def _(f: Facts) -> float:
    layer = nn.BatchNorm2d(1).double().train()
    layer.running_mean.fill_(f["old"])
    for _ in range(f["k"]):
        layer(f["batch"] + torch.tensor([-1.0, 1.0], dtype=torch.float64).view(2, 1, 1, 1))
    return layer.running_mean.item()
