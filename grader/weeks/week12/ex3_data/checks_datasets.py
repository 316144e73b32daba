"""Checks of ex3_data: load_mnist, load_cifar10, make_loader."""

from __future__ import annotations

import itertools

import numpy as np
import torch
from PIL import Image

from grader.checking.kit import expect, expect_kind, expect_shape, expect_tidy, require, same
from grader.core.errors import Raised

# ---- load_mnist, load_cifar10: small data sets in the files of the originals ----------------------------------------


def _noise(draw, *shape):
    """Random pixels: another part, order or layout, or any change of the pictures, changes nearly all of them."""
    return draw.integers(*shape, low=0, high=255).to(torch.uint8)


def _counts(draw, few):
    """How many pictures for training and for testing: never as many, and never twice as many."""
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
    in_255 = [255 * image for image, _ in items[train]]
    known = {
        "no_to_tensor": lambda got: any(isinstance(image, Image.Image) for image, _ in got),
        "label_before_image": lambda got: all(second.dim() == 3 for _, second in got),
        "train_not_passed_on": lambda got: same(got, items[not train]),
        "items_normalized": lambda got: any(bool((image < 0).any()) for image, _ in got),
        "not_divided_by_255": lambda got: same([image.float() for image, _ in got], in_255),
        "label_not_plain_int": lambda got: not any(isinstance(label, int) for _, label in got),
    }
    expect(got, items[train], atol=1e-6, rtol=0, dtype=False, known=known)


def _folder(student, draw, files):
    """A new folder with these files, on the student's side."""
    return student.prop("write_tree", "_".join(draw.names(2)).replace(" ", "_"), files)


def _expect_part(student, draw, props, function, make, train):
    """The function reads this part of a data set that `make` draws."""
    files, items = make(draw, props)
    _expect_items(student, function, _folder(student, draw, files), train, items)


def _expect_anywhere(student, draw, props, function, make):
    """The function reads from two folders, one after the other, each inside another one; the second is a Path.

    The names of the folders have blanks and letters that are not ASCII.
    """
    for kind in ("str", "Path"):
        files, items = make(draw, props, few=True)
        folder = student.prop("write_tree", "/".join(["내 자료", *draw.names(2)]), files)
        if kind == "Path":
            folder = student.prop("as_path", folder, keep=True)
        _expect_items(student, function, folder, True, items)


def _expect_missing(student, draw, props, function, make):
    """The function reads a complete folder; where files are missing it raises, and downloads nothing."""
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
        expected = "an exception, such as RuntimeError: files are missing"
        require(False, "type", got=f"<{dataset.type}>", expected=expected)


def check_load_mnist__train(student, draw, props):
    """With train=True the training part of MNIST is read."""
    _expect_part(student, draw, props, "load_mnist", _mnist, True)


def check_load_mnist__test(student, draw, props):
    """With train=False the test part of MNIST is read."""
    _expect_part(student, draw, props, "load_mnist", _mnist, False)


def check_load_mnist__any_folder(student, draw, props):
    """MNIST is read from any folder, given as text or as a Path."""
    _expect_anywhere(student, draw, props, "load_mnist", _mnist)


def check_load_mnist__missing_files(student, draw, props):
    """Missing files of MNIST raise an exception, and nothing is downloaded."""
    _expect_missing(student, draw, props, "load_mnist", _mnist)


def check_load_cifar10__train(student, draw, props):
    """With train=True the training part of CIFAR-10 is read: five batches, in their order."""
    _expect_part(student, draw, props, "load_cifar10", _cifar10, True)


def check_load_cifar10__test(student, draw, props):
    """With train=False the test part of CIFAR-10 is read."""
    _expect_part(student, draw, props, "load_cifar10", _cifar10, False)


def check_load_cifar10__any_folder(student, draw, props):
    """CIFAR-10 is read from any folder, given as text or as a Path."""
    _expect_anywhere(student, draw, props, "load_cifar10", _cifar10)


def check_load_cifar10__missing_files(student, draw, props):
    """Missing files of CIFAR-10 raise an exception, and nothing is downloaded."""
    _expect_missing(student, draw, props, "load_cifar10", _cifar10)


# ---- make_loader ----------------------------------------------------------------------------------------------------


def _orders(student, draw, count, batch_size, train, epochs=1):
    """In which order the items come in each epoch, for make_loader over `count` drawn items.

    First the batches must be right: as many as there should be, each a pair (images, labels) of the right shapes, with
    items of the data set beside their own labels, and each item exactly once in every epoch.
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
    """The batch, once it was found to be (images [B, C, H, W], labels [B])."""
    expect_kind(batch, (list, tuple), "a batch (images, labels)")
    require(len(batch) == 2, "length", got=f"{len(batch)} parts", expected="a batch (images, labels)")
    expect_kind(batch[1], torch.Tensor, "a batch (images, labels)")
    expect_shape(batch[1], (batch[1].numel(),), torch.int64)
    expect_shape(batch[0], (batch[1].numel(), *images.shape[1:]))
    return batch


def _number(image, label, images):
    """The index in the data set of this image, or -1."""
    found = (images == image).flatten(1).all(1).nonzero()
    return int(found[0]) if len(found) else -1


def check_make_loader__order(student, draw):
    """For evaluation the items keep the data set's order in every epoch. All batches are full."""
    batch_size = draw.choice([3, 5, 6])
    count = batch_size * draw.integer(4, 6)
    orders = _orders(student, draw, count, batch_size, False, epochs=2)
    for order in orders:
        # the same in both epochs: sorted by something, or turned round
        expect(order, list(range(count)), known={"evaluation_shuffled": lambda got: orders[0] != orders[1]})


def check_make_loader__last_batch(student, draw):
    """For evaluation a smaller last batch is kept, also when it holds a single item."""
    for rest in (2, 1):
        batch_size = draw.choice([3, 5, 6])
        _orders(student, draw, batch_size * draw.integer(2, 4) + rest, batch_size, False)


def check_make_loader__batch_sizes(student, draw):
    """A batch may hold one item, all items, or have room for more items than there are."""
    count = draw.integer(7, 12)
    for batch_size in (1, count, count + draw.integer(2, 5)):
        _orders(student, draw, count, batch_size, False)


def check_make_loader__train_every_item(student, draw):
    """For training each item comes exactly once in an epoch too; the order is not looked at."""
    for rest in (2, 1):
        batch_size = draw.choice([3, 5, 6])
        _orders(student, draw, batch_size * draw.integer(3, 5) + rest, batch_size, True, epochs=2)


def _mixed(order, batch_size):
    """Whether this may be a random order: neither reversed nor shifted, nor only whole batches exchanged.

    A random order of 20 items is taken for a regular one less than once in a billion times.
    """
    n = len(order)
    steps = [(b - a) % n for a, b in itertools.pairwise(order)]
    blocks = {frozenset(order[i : i + batch_size]) for i in range(0, n, batch_size)}
    regular = {frozenset(range(i, i + batch_size)) for i in range(0, n, batch_size)}
    return max(steps.count(1), steps.count(n - 1)) < n - 4 and blocks != regular


def check_make_loader__shuffled(student, draw):
    """For training the items come in another order than the data set's. All batches are full."""
    batch_size = draw.choice([5, 7])
    count = batch_size * draw.integer(4, 5)
    for order in _orders(student, draw, count, batch_size, True, epochs=3):
        unchanged = "training_not_shuffled" if order == list(range(count)) else None
        expected = "the items in random order"
        require(_mixed(order, batch_size), "value", got=_first(order), expected=expected, mistake=unchanged)


def check_make_loader__new_order(student, draw):
    """For training each epoch has an order of its own."""
    batch_size = draw.choice([5, 7])
    orders = _orders(student, draw, batch_size * draw.integer(4, 5), batch_size, True, epochs=4)
    fixed = "same_order_every_epoch" if orders[0] == orders[1] else None
    fixed = "training_not_shuffled" if orders[0] == sorted(orders[0]) else fixed
    got = "; ".join(_first(order) for order in orders[:2])
    expected = "another order in every epoch"
    different = len({tuple(order) for order in orders}) == len(orders)
    require(different, "value", got=got, expected=expected, mistake=fixed)
    # who sets torch's seed in here, so that a training can be repeated, does no harm
    expect_tidy(student, seed=False)


def check_make_loader__workers(student, draw):
    """Advice: num_workers reaches the loader, and is 0 where it is not given."""
    count = draw.integer(7, 12)
    images, labels = draw.uniform(count, 1, 2, 3), draw.integers(count, low=0, high=9)
    dataset = student.prop("pictures", list(images), labels.tolist(), keep=True)
    for given in ((), (draw.integer(2, 4),)):
        loader = student.call("make_loader", dataset, 3, True, *given, keep=True)
        got, (want,) = student.prop("workers", loader), given or (0,)
        said = {"got": f"num_workers={got}", "expected": f"num_workers={want}"}
        require(got in (None, want), "value", mistake="workers_not_passed_on" if given else None, **said)


def _first(order):
    """The beginning of an order, for a message."""
    return "items " + ", ".join(map(str, order[:8])) + ", ..."
