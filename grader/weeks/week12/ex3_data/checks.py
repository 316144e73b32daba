"""Checks of ex3_data: load_mnist, load_cifar10, make_loader, channel_stats, image_grid."""

from __future__ import annotations

import itertools

import numpy as np
import torch
from PIL import Image
from torchvision.utils import make_grid

from grader.checking.kit import expect, expect_kind, expect_shape, expect_unchanged, require, same
from grader.core.errors import Raised

# ---- load_mnist, load_cifar10: small data sets in the files of the originals ----------------------------------------


def _noise(draw, *shape):
    """Random pixels: another part, order or layout, and any change of the pictures, changes nearly all of them."""
    return draw.integers(*shape, low=0, high=255).to(torch.uint8)


def _counts(draw, few):
    """How many pictures for training and for testing: never the same, and neither the double of the other."""
    return (draw.integer(6, 7), 5) if few else (draw.integer(15, 19), draw.integer(11, 14))


def _mnist(draw, props, few=False):
    """The four files, and the items of the training and of the test part."""
    files, items = {}, {}
    for (train, name), count in zip([(True, "train"), (False, "t10k")], _counts(draw, few), strict=True):
        images, labels = _noise(draw, count, 1, 28, 28), draw.integers(count, low=0, high=9)
        files[f"MNIST/raw/{name}-images-idx3-ubyte"] = props.idx(images[:, 0].numpy())
        files[f"MNIST/raw/{name}-labels-idx1-ubyte"] = props.idx(labels.numpy().astype(np.uint8))
        items[train] = _items(images, labels)
    return files, items


def _cifar10(draw, props, few=False):
    """Five training batches, a test batch and the names of the classes, and the items of both parts."""
    files, items = {}, {}
    for train, count in zip([True, False], _counts(draw, few), strict=True):
        images, labels = _noise(draw, count, 3, 32, 32), draw.integers(count, low=0, high=9)
        names = [f"data_batch_{i}" for i in range(1, 6)] if train else ["test_batch"]
        for name, part in zip(names, np.array_split(np.arange(count), len(names)), strict=True):
            content = {"data": images[part].flatten(1).numpy(), "labels": labels[part].tolist()}
            files[f"cifar-10-batches-py/{name}"] = props.old_pickle(content)
        items[train] = _items(images, labels)
    words = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
    files["cifar-10-batches-py/batches.meta"] = props.old_pickle({"label_names": words})
    return files, items


def _items(images, labels):
    """What a data set of these pictures gives: [(float tensor in 0..1, int), ...]."""
    return [(image / 255, label) for image, label in zip(images, labels.tolist(), strict=True)]


def _expect_items(student, function, folder, train, items):
    """The part that `train` asks for, item by item; any floating type will do."""
    got = student.prop("read_items", student.call(function, folder, train, keep=True))
    known = {
        "no_to_tensor": lambda got: any(isinstance(image, Image.Image) for image, _ in got),
        "train_not_passed_on": lambda got: same(got, items[not train]),
        "items_normalized": lambda got: any(bool((image < 0).any()) for image, _ in got),
        "not_divided_by_255": lambda got: any(bool((image > 1).any()) for image, _ in got),
        "label_not_plain_int": lambda got: not any(isinstance(label, int) for _, label in got),
    }
    expect(got, items[train], atol=1e-6, rtol=0, dtype=False, known=known)


def _folder(student, draw, files):
    """A new folder with these files, on the student's side."""
    return student.prop("write_tree", "_".join(draw.names(2)).replace(" ", "_"), files)


def _expect_part(student, draw, props, function, make, train):
    files, items = make(draw, props)
    _expect_items(student, function, _folder(student, draw, files), train, items)


def _expect_anywhere(student, draw, props, function, make):
    """Two folders, one after the other, inside others; one of them is a Path."""
    for kind in ("str", "Path"):
        files, items = make(draw, props, few=True)
        folder = student.prop("write_tree", "/".join(draw.names(2)), files)
        if kind == "Path":
            folder = student.prop("as_path", folder, keep=True)
        _expect_items(student, function, folder, True, items)


def _expect_missing(student, draw, props, function, make):
    """What is complete is read; where files are missing an exception comes, and nothing is downloaded."""
    files, items = make(draw, props, few=True)
    _expect_items(student, function, _folder(student, draw, files), True, items)
    only_test = {name: data for name, data in files.items() if "/train-" not in name and "/data_" not in name}
    for left in ({}, only_test):
        folder = _folder(student, draw, left)
        try:
            dataset = student.call(function, folder, True, keep=True)
            if dataset.type != "NoneType":
                student.prop("read_items", dataset)
        except Raised as error:
            if "must not be downloaded" in error.text:
                raise
            tried = student.prop("download_tried") is True
            expected = "an exception, and no download before it"
            require(not tried, "type", got=str(error), expected=expected, mistake="download_enabled")
            continue
        got = f"<{dataset.type}>"
        require(False, "type", got=got, expected="an exception, such as RuntimeError: files are missing")


def check_load_mnist__train(student, draw, props):
    _expect_part(student, draw, props, "load_mnist", _mnist, True)


def check_load_mnist__test(student, draw, props):
    _expect_part(student, draw, props, "load_mnist", _mnist, False)


def check_load_mnist__any_folder(student, draw, props):
    _expect_anywhere(student, draw, props, "load_mnist", _mnist)


def check_load_mnist__missing_files(student, draw, props):
    _expect_missing(student, draw, props, "load_mnist", _mnist)


def check_load_cifar10__train(student, draw, props):
    _expect_part(student, draw, props, "load_cifar10", _cifar10, True)


def check_load_cifar10__test(student, draw, props):
    _expect_part(student, draw, props, "load_cifar10", _cifar10, False)


def check_load_cifar10__any_folder(student, draw, props):
    _expect_anywhere(student, draw, props, "load_cifar10", _cifar10)


def check_load_cifar10__missing_files(student, draw, props):
    _expect_missing(student, draw, props, "load_cifar10", _cifar10)


# ---- make_loader ----------------------------------------------------------------------------------------------------


def _orders(student, draw, count, batch_size, train, epochs=1):
    """make_loader over `count` drawn items: the numbers of the items in each epoch, after the batches were found right.

    Right: as many batches as there should be, each a pair (images, labels) of the right shapes, every item is one of
    the data set with its own label, and every item comes exactly once in every epoch.
    """
    images = draw.uniform(count, draw.integer(1, 3), draw.integer(2, 3), draw.integer(4, 5))
    labels = draw.integers(count, low=0, high=9)
    dataset = student.prop("pictures", list(images), labels.tolist(), keep=True)
    loader = student.call("make_loader", dataset, batch_size, train, keep=True)
    orders = []
    for batches in student.prop("epochs", loader, epochs):
        sizes = [min(batch_size, count - start) for start in range(0, count, batch_size)]
        got = [_pair(batch, images)[1].numel() for batch in batches]
        expect(got, sizes, known={"last_batch_dropped": [size for size in sizes if size == batch_size]})
        order = [_number(*item, images) for batch in batches for item in zip(*batch, strict=True)]
        got_labels = torch.cat([batch[1] for batch in batches])
        expect(sorted(order), list(range(count)))
        expect(got_labels, labels[order])
        orders.append(order)
    return orders


def _pair(batch, images):
    """The batch, when it is (images [B, C, H, W], labels [B])."""
    expect_kind(batch, (list, tuple), "a batch (images, labels)")
    require(len(batch) == 2, "length", got=f"{len(batch)} parts", expected="a batch (images, labels)")
    expect_kind(batch[1], torch.Tensor, "a batch (images, labels)")
    expect_shape(batch[1], (batch[1].numel(),), torch.int64)
    expect_shape(batch[0], (batch[1].numel(), *images.shape[1:]))
    return batch


def _number(image, label, images):
    """Which item of the data set this is; -1: none."""
    found = (images == image).flatten(1).all(1).nonzero()
    return int(found[0]) if len(found) else -1


def _not_in_order(got):
    return sorted(got) == list(range(len(got)))


def check_make_loader__order(student, draw):
    """For evaluation the order is that of the data set, in every epoch. (All batches are full.)"""
    batch_size = draw.choice([3, 5, 6])
    count = batch_size * draw.integer(4, 6)
    for order in _orders(student, draw, count, batch_size, False, epochs=2):
        expect(order, list(range(count)), known={"evaluation_shuffled": _not_in_order})


def check_make_loader__last_batch(student, draw):
    """For evaluation no item is lost when the last batch is smaller, even if it holds a single item."""
    for rest in (1, 2):
        batch_size = draw.choice([3, 5, 6])
        _orders(student, draw, batch_size * draw.integer(2, 4) + rest, batch_size, False)


def check_make_loader__batch_sizes(student, draw):
    """One by one, all at once, and a batch size above the number of items."""
    count = draw.integer(7, 12)
    for batch_size in (1, count, count + draw.integer(2, 5)):
        _orders(student, draw, count, batch_size, False)


def check_make_loader__train_every_item(student, draw):
    """For training too no item is lost or comes twice; the order is not looked at."""
    for rest in (1, 2):
        batch_size = draw.choice([3, 5, 6])
        _orders(student, draw, batch_size * draw.integer(3, 5) + rest, batch_size, True, epochs=2)


def _mixed(order, batch_size):
    """Whether this could be a random order: not turned round or shifted, and no mere exchange of whole batches.

    For 20 items the chance that a random order is taken for a regular one is below one in a billion.
    """
    n = len(order)
    steps = [(b - a) % n for a, b in itertools.pairwise(order)]
    blocks = {frozenset(order[i : i + batch_size]) for i in range(0, n, batch_size)}
    regular = {frozenset(range(i, i + batch_size)) for i in range(0, n, batch_size)}
    return max(steps.count(1), steps.count(n - 1)) < n - 4 and blocks != regular


def check_make_loader__shuffled(student, draw):
    """For training the items come in another order than in the data set. (All batches are full.)"""
    batch_size = draw.choice([5, 7])
    count = batch_size * draw.integer(4, 5)
    for order in _orders(student, draw, count, batch_size, True, epochs=3):
        unchanged = "training_not_shuffled" if order == list(range(count)) else None
        expected = "the items in random order"
        require(_mixed(order, batch_size), "value", got=_first(order), expected=expected, mistake=unchanged)


def check_make_loader__new_order(student, draw):
    """For training every epoch has an order of its own."""
    batch_size = draw.choice([5, 7])
    orders = _orders(student, draw, batch_size * draw.integer(4, 5), batch_size, True, epochs=4)
    fixed = "training_not_shuffled" if orders[0] == sorted(orders[0]) else "same_order_every_epoch"
    got = "; ".join(_first(order) for order in orders[:2])
    expected = "another order in every epoch"
    different = len({tuple(order) for order in orders}) == len(orders)
    require(different, "value", got=got, expected=expected, mistake=fixed)


def _first(order):
    return "items " + ", ".join(map(str, order[:8])) + ", ..."


# ---- channel_stats --------------------------------------------------------------------------------------------------

LOOSE = 0.006
"""Tolerance where only large differences count: n or n - 1, and two digits, are looked at in one check of their own."""


def _stats(pixels):
    """(means, standard deviations) of pixels [C, n]."""
    pixels = pixels.double()
    return pixels.mean(1).tolist(), pixels.std(1, correction=0).tolist()


def _row(images):
    """All pixels of all images in one row for each channel: [C, n]."""
    return torch.cat([image.flatten(1) for image in images], dim=1)


def _levels(draw, channels, low, high, wobble):
    """A level for each channel, clearly apart from the others, in random order: [C, 1]."""
    levels = torch.linspace(low, high, channels) if channels > 1 else torch.tensor([draw.number(low, high)])
    return levels[draw.permutation(channels)][:, None] + draw.uniform(channels, 1, low=-wobble, high=wobble)


def _pixels(draw, level, spread, count):
    """[C, count] pixels in 0..1 around `level`, as far from it as `spread` says."""
    noise = draw.normal(len(level), count)
    noise = (noise - noise.mean(1, keepdim=True)) / noise.std(1, correction=0, keepdim=True)
    return (level + spread * noise.clamp(-2, 2)).clamp(0, 1)


def _each_image(images):
    """What comes out when the deviation is computed image by image: means of deviations and of variances."""
    made = []
    sizes = torch.tensor([[image[0].numel()] for image in images]).double()
    for correction in (0, 1):
        own = [image.flatten(1).double().std(1, correction=correction) for image in images]
        each = torch.stack(own)  # [N, C]
        for weights in (sizes / sizes.sum(), torch.ones_like(sizes) / len(sizes)):
            made += [(each * weights).sum(0), (each**2 * weights).sum(0).sqrt()]
    return [way.tolist() for way in made]


def _channel_stats(student, draw, images, *, data=None, known=None, atol=LOOSE):
    """channel_stats of a data set of these images is right; returns the handle of the data set."""
    labels = draw.integers(len(images), low=0, high=9).tolist()
    dataset = student.prop("pictures", images, labels, data, keep=True)
    got = student.call("channel_stats", dataset)
    mean, std = _stats(_row(images))
    each_image = [way for way in _each_image(images) if not same(way, std, atol=LOOSE)]
    known = {
        **(known or {}),
        "image_stds_averaged": lambda got: any(same(got[1], way, atol=1e-4) for way in each_image),
        "variance_for_std": lambda got: same(got[1], [s * s for s in std], atol=1e-4),
        "other_axes_or_range": lambda got: (
            len(got[0]) != len(mean) or same(got[0], [255 * m for m in mean], atol=2)
        ),
    }
    expect(got, (mean, std), atol=atol, rtol=0, known=known)
    return dataset


def check_channel_stats__colour(student, draw):
    """Images of one size and with the same levels: only the channels differ. There are black pixels, too."""
    height, width = draw.integer(5, 6), draw.integer(8, 10)
    levels = _levels(draw, 3, 0.4, 0.6, 0.02), _levels(draw, 3, 0.06, 0.16, 0.01)
    pixels = _pixels(draw, *levels, height * width)
    pixels[:, : height * width // 8] = 0
    orders = [draw.permutation(height * width) for _ in range(draw.integer(11, 14))]
    images = [pixels[:, order].reshape(3, height, width) for order in orders]
    _channel_stats(student, draw, images)


def _bright_and_dark(draw, channels, sizes):
    """Images of very different brightness, dark at first and bright at the end, that are flat in themselves."""
    light = torch.linspace(0.3, 0.7, len(sizes))
    base = _levels(draw, channels, -0.1, 0.1, 0.02)
    spread = _levels(draw, channels, 0.03, 0.05, 0.005)
    made = []
    for (height, width), level in zip(sizes, light, strict=True):
        pixels = _pixels(draw, base + level, spread * draw.number(0.7, 1.3), height * width)
        made.append(pixels.reshape(channels, height, width))
    return made


def check_channel_stats__bright_and_dark(student, draw):
    """Most of the deviation lies between the images, not within them."""
    size = (draw.integer(3, 5), draw.integer(6, 8))
    _channel_stats(student, draw, _bright_and_dark(draw, 3, [size] * draw.choice([11, 13])))


def check_channel_stats__sizes_differ(student, draw):
    """Every pixel counts the same, so a large image counts more than a small one."""
    small, large = (draw.integer(2, 3), draw.integer(4, 5)), (draw.integer(8, 10), draw.integer(11, 13))
    sizes = [small] * draw.integer(3, 4) + [large] * draw.integer(3, 4)
    images = _bright_and_dark(draw, 3, sizes)
    mean = torch.stack([image.double().mean((1, 2)) for image in images]).mean(0).tolist()
    _channel_stats(
        student, draw, images, known={"image_means_averaged": lambda got: same(got[0], mean, atol=1e-4)}
    )


def check_channel_stats__any_channels(student, draw):
    """Grey images, and images of two and of four channels."""
    for channels in (1, 2, 4):
        size = (draw.integer(3, 5), draw.integer(6, 8))
        images = _bright_and_dark(draw, channels, [size] * draw.integer(9, 11))
        _channel_stats(student, draw, images)


def _rounding_shows(values):
    """Whether some value has clearly more than four digits after the point."""
    return any(abs(round(v, 4) - v) > 2e-5 for part in values for v in part)


def check_channel_stats__few_pixels(student, draw):
    """Divided by n, not by n - 1, which shows in a few pixels; and not rounded."""
    for channels in (1, 3):
        size = (1, draw.integer(2, 4))
        images = _bright_and_dark(draw, channels, [size, size])
        while not _rounding_shows(_stats(_row(images))):
            images = _bright_and_dark(draw, channels, [size, size])
        row = _row(images)
        mean, unbiased = row.mean(1).tolist(), row.std(1).tolist()
        known = {"divided_by_n_minus_1": lambda got, want=(mean, unbiased): same(got, want)}
        _channel_stats(student, draw, images, known=known, atol=5e-6)


def check_channel_stats__items_not_raw_data(student, draw):
    """What counts are the items: the raw pixels under `.data`, where there are any, did not go through the transform."""
    height, width, count = draw.integer(3, 5), draw.integer(6, 8), draw.integer(6, 9)
    raw = draw.integers(count, height, width, 3, low=0, high=255).to(torch.uint8)
    raw[..., draw.integer(0, 2)] //= 3
    images = list(draw.uniform(count, 3, height, width, low=0.62, high=0.68))
    pixels = raw.reshape(-1, 3).T
    wrong = [_stats(pixels), _stats(pixels / 255)]
    known = {"raw_pixels_read": lambda got: any(same(got, way, atol=LOOSE) for way in wrong)}
    _channel_stats(student, draw, images, data=raw.numpy(), known=known)


def check_channel_stats__images_unchanged(student, draw):
    size = (draw.integer(3, 5), draw.integer(6, 8))
    images = _bright_and_dark(draw, 3, [size] * draw.integer(9, 11))
    dataset = _channel_stats(student, draw, images)
    now = [item[0] for item in student.prop("read_items", dataset)]
    kept = same(now, images, atol=0, rtol=0)
    said = {"got": "dataset[i][0] != before", "expected": "dataset[i][0] == before"}
    require(kept, "argument_changed", mistake="in_place_arithmetic", **said)


# ---- image_grid -----------------------------------------------------------------------------------------------------


def _images(draw, count, channels=3):
    """Images that are not square, with values away from 0 and 1."""
    return draw.uniform(count, channels, draw.integer(3, 5), draw.integer(6, 8), low=0.2, high=0.8)


def _expect_grid(student, images, *nrow):
    want = make_grid(images, *nrow, padding=2)
    known = {"channels_moved_last": want.permute(1, 2, 0)}
    expect(student.call("image_grid", images, *nrow), want, atol=1e-6, rtol=0, known=known)


def check_image_grid__rows(student, draw):
    """Full rows, and one in which images are missing."""
    nrow = draw.integer(3, 5)
    _expect_grid(student, _images(draw, nrow * draw.choice([2, 6])), nrow)
    _expect_grid(student, _images(draw, nrow * draw.integer(2, 3) + draw.integer(1, nrow - 1)), nrow)


def check_image_grid__default_nrow(student, draw):
    """Eight in a row, and with fewer images only as wide as they are."""
    _expect_grid(student, _images(draw, draw.integer(11, 15)))
    _expect_grid(student, _images(draw, draw.integer(5, 7)))


def check_image_grid__list(student, draw):
    """A list of images will do, and is not changed."""
    nrow = draw.integer(4, 5)
    _expect_grid(student, list(_images(draw, nrow * 2 + draw.integer(1, nrow - 1))), nrow)
    expect_unchanged(student)


def check_image_grid__grey(student, draw):
    nrow = draw.integer(3, 4)
    _expect_grid(student, _images(draw, nrow + draw.integer(1, nrow - 1), channels=1), nrow)


def check_image_grid__single(student, draw):
    """A single image has no border."""
    _expect_grid(student, _images(draw, 1), draw.integer(2, 8))
    _expect_grid(student, list(_images(draw, 1)), draw.integer(2, 8))
