"""Checks of ex2_classify: load_labels, forward, predict_labels, top_k."""

from __future__ import annotations

import json

import torch
from PIL import Image
from torchvision import transforms

from grader.checking.kit import Twin, expect, expect_unchanged, require, same


def _imagenet_names(datasets):
    """The names of ImageNet's classes, in their order."""
    index = json.loads((datasets / "imagenet_class_index.json").read_text(encoding="utf-8"))
    return [index[str(i)][1] for i in range(1000)]


def _photo_batch(draw, datasets, count):
    """Photos that the network is sure of, prepared: [count, 3, 224, 224]."""
    names = ["flamingo.jpg", "lion_photo.jpg", "penguin.jpg", "rooster.jpg", "tiger.png", "zebra.jpg"]
    chosen = [names[i] for i in draw.distinct(count, 0, len(names) - 1)]
    steps = [transforms.Resize(256), transforms.CenterCrop(224), transforms.ToTensor()]
    steps += [transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
    prepare = transforms.Compose(steps)
    return torch.stack([prepare(Image.open(datasets / "photos" / name).convert("RGB")) for name in chosen])


def _photo_logits(draw, datasets, props, count):
    """What the real network says about such photos: [count, 1000]."""
    with torch.no_grad():
        return props.shared_squeezenet()(_photo_batch(draw, datasets, count))


# ---- load_labels --------------------------------------------------------------------------------------------------


def _pairs(draw, names):
    """[WordNet id, name] for each class; the ids are in no order."""
    ids = draw.distinct(len(names), 1_000_000, 9_999_999)
    return [[f"n{id:08d}", name] for id, name in zip(ids, names, strict=True)]


def _file(student, pairs, order):
    """A label file whose lines come in this order."""
    text = json.dumps({str(i): pairs[i] for i in order})
    return student.file(text.encode(), ".json")


def check_load_labels__names(student, draw):
    """The names come back in the order of the class numbers.

    There are at most ten classes, in their own order: nothing is to be sorted.
    """
    names = draw.names(draw.integer(6, 10))
    pairs = _pairs(draw, names)
    got = student.call("load_labels", _file(student, pairs, range(len(names))))
    known = {
        "wnid_for_name": [id for id, _ in pairs],
        "whole_pairs_kept": pairs,
        "classes_counted_from_1": names[1:],
        "dict_for_list": dict(enumerate(names)),
    }
    expect(got, names, known=known)


def check_load_labels__any_order(student, draw):
    """Class numbers are sorted as numbers, whatever their order in the file; as text, 10 comes before 2."""
    names = draw.names(draw.integer(13, 30))
    pairs = _pairs(draw, names)
    order = draw.permutation(len(names))
    got = student.call("load_labels", _file(student, pairs, order))
    known = {
        "wnid_for_name": [id for id, _ in pairs],
        "keys_sorted_as_text": [names[i] for i in sorted(order, key=str)],
        "file_order_kept": [names[i] for i in order],
    }
    expect(got, names, known=known)


def check_load_labels__names_as_they_are(student, draw):
    """Capitals, signs and a name that two classes share stay as they are in the file."""
    first, second, third = draw.names(3)
    names = [
        first.title(),
        f"{second}_{third}",
        f"{third}, {second}",
        f"{third}'s {first}",
        f" {second}",
        first.title(),
        third.upper(),
    ]
    names = [names[i] for i in draw.permutation(len(names))]
    got = student.call("load_labels", _file(student, _pairs(draw, names), range(len(names))))
    expect(got, names)


def check_load_labels__imagenet(student, datasets):
    """ImageNet's own list is read: 1000 names."""
    data = (datasets / "imagenet_class_index.json").read_bytes()
    got = student.call("load_labels", student.file(data, ".json"))
    expect(got, _imagenet_names(datasets))


# ---- forward ------------------------------------------------------------------------------------------------------


def _classifier(draw, props, **parts):
    """A tiny network of drawn sizes and weights; parts: `norm=False` or `drop=False` leaves one out."""
    sizes = (draw.integer(4, 7), draw.integer(4, 8))
    state = draw.state(props.classifier(*sizes, **parts))
    return Twin("loaded_classifier", state, *sizes, **parts)


def _answer(net, props, batch, **mode):
    """The logits in eval mode, or in train mode with `train=True`."""
    with torch.no_grad():
        return net.here(props, **mode)(batch)


def _batch(draw, count):
    """[count, 3, H, W], with H and W unlike each other."""
    return draw.normal(count, 3, draw.integer(6, 8), draw.integer(9, 11))


def check_forward__batch_sizes(student, draw, props):
    """The logits come back for several images and for one.

    The model is in eval mode already, so that only what goes in and comes out counts.
    """
    for count in (draw.integer(3, 5), 1):
        net = _classifier(draw, props)
        batch = _batch(draw, count)
        want = _answer(net, props, batch)
        got = student.call("forward", net.there(student), batch)
        known = {
            "probabilities_for_logits": want.softmax(1),
            "single_image_squeezed": want.squeeze(),
            "class_numbers_for_logits": want.argmax(1),
            "first_image_only": lambda got, want=want: same(got, want[0]) or same(got, want[:1]),
        }
        expect(got, want, atol=1e-4, known=known)


def check_forward__batch_norm(student, draw, props):
    """A model that comes in train mode answers in eval mode: batch norm uses its running statistics."""
    net = _classifier(draw, props, drop=False)
    batch = _batch(draw, draw.integer(2, 4))
    got = student.call("forward", net.there(student, train=True), batch)
    known = {"no_eval": _answer(net, props, batch, train=True)}
    expect(got, _answer(net, props, batch), atol=1e-4, known=known)


def check_forward__dropout(student, draw, props):
    """A model that comes in train mode answers in eval mode: dropout is off."""
    net = _classifier(draw, props, norm=False)
    batch = _batch(draw, draw.integer(2, 4))
    got = student.call("forward", net.there(student, train=True), batch)

    def random(got):
        """The same model and batch give something else the next time: dropout is on."""
        again = student.call("forward", net.there(student, train=True), batch)
        return got.shape == again.shape and not same(got, again)

    expect(got, _answer(net, props, batch), atol=1e-4, known={"no_eval": random})


def check_forward__no_gradient(student, draw, props):
    """The logits carry no gradient."""
    net = _classifier(draw, props)
    batch = _batch(draw, draw.integer(2, 4))
    got = student.call("forward", net.there(student), batch)
    expect(got, _answer(net, props, batch), atol=1e-4)
    words = {"got": "requires_grad=True", "expected": "requires_grad=False"}
    require(not got.requires_grad, "requires_grad", mistake="no_grad_missing", **words)


def check_forward__nothing_changed(student, draw, props):
    """The batch and the weights, statistics and gradient flags of the model stay as they were."""
    net = _classifier(draw, props)
    batch = _batch(draw, draw.integer(2, 4))
    model = net.there(student)
    before = student.prop("state_of", model)
    got = student.call("forward", model, batch)
    expect(got, _answer(net, props, batch), atol=1e-4)
    expect_unchanged(student)
    after = student.prop("state_of", model)
    changed = [name for name, value in before.items() if not same(after.get(name), value, atol=0, rtol=0)]
    what = ", ".join(changed[:3])
    require(not changed, "model_changed", what=what, got=what, expected="the model as it was")


def check_forward__device(student, draw):
    """Model and batch go to the device, and the logits come back to the CPU.

    "meta" stands for the GPU that this machine may lack; model and batch notice whether they were moved.
    """
    answer = draw.normal(draw.integer(2, 4), draw.integer(5, 8))
    model = student.prop("DeviceSpy", answer, keep=True)
    batch = student.prop("batch_spy", _batch(draw, len(answer)), keep=True)
    result = student.call("forward", model, batch, device="meta", keep=True)
    expect(student.fetch(result), answer)
    places, is_back = student.prop("device_report", result)
    seen = f"model on {places[0]}, batch on {places[1]}"
    require(
        places == ["meta", "meta"],
        "not_on_device",
        got=seen,
        expected="both on meta",
        mistake="not_moved_to_device",
    )
    require(
        is_back, "not_cpu", got="result on meta", expected="result on cpu", mistake="logits_left_on_device"
    )


def check_forward__real_network(student, draw, props, datasets):
    """A real network gives its own logits for a photo."""
    batch = _photo_batch(draw, datasets, 1)
    got = student.call("forward", student.prop("squeezenet", keep=True), batch)
    with torch.no_grad():
        want = props.shared_squeezenet()(batch)
    known = {"probabilities_for_logits": want.softmax(1), "single_image_squeezed": want[0]}
    expect(got, want, atol=1e-2, rtol=1e-3, known=known)


# ---- predict_labels -----------------------------------------------------------------------------------------------


def _logits(draw, rows, classes):
    """Logits [rows, classes]: in each row at least 0.2 apart, some below 0, no class far ahead, class 0 never the best."""

    def ranks():
        return torch.tensor([draw.permutation(classes) for _ in range(rows)], dtype=torch.float32)

    rank = draw.until(ranks, lambda rank: bool((rank[:, 0] < classes - 1).all()))
    return 0.4 * (rank - classes / 4) + draw.uniform(rows, classes, low=0.0, high=0.2)


def _best(logits, labels, dim=1):
    """The names of the highest logits along `dim`."""
    return [labels[i] for i in logits.argmax(dim).tolist()]


def check_predict_labels__one_image(student, draw):
    """One image gets a list with one name, that of its best class."""
    labels = draw.names(draw.integer(5, 9))
    logits = _logits(draw, 1, len(labels))
    known = {"argmax_dim_0": _best(logits, labels, 0), "string_for_list": _best(logits, labels)[0]}
    expect(student.call("predict_labels", logits, labels), _best(logits, labels), known=known)


def check_predict_labels__several_images(student, draw):
    """Each of several images gets the name of its own best class."""
    labels = draw.names(draw.integer(7, 10))
    rows = draw.integer(4, 5)

    def drawn():
        logits = _logits(draw, rows, len(labels))
        # the largest of all is in the first row: without a dim its flat index is a class, too
        logits[0] += 1.0
        return logits

    def telling(logits):
        """One name twice, not in alphabetical order, and not what a softmax over the batch gives."""
        best = _best(logits, labels)
        return len(set(best)) < rows and best != sorted(best) and best != _best(logits.softmax(0), labels)

    logits = draw.until(drawn, telling)
    known = {
        "argmax_dim_0": _best(logits, labels, 0),
        "argmax_without_dim": [labels[int(logits.argmax())]],
        "string_for_list": labels[int(logits.argmax())],
        "class_numbers_for_names": logits.argmax(1).tolist(),
    }
    expect(student.call("predict_labels", logits, labels), _best(logits, labels), known=known)


def check_predict_labels__as_many_images_as_classes(student, draw):
    """The best class of a row counts also where a column is as long as a row."""
    labels = draw.names(draw.integer(4, 6))

    def telling(logits):
        return _best(logits, labels) != _best(logits, labels, 0)

    square = draw.until(lambda: _logits(draw, len(labels), len(labels)), telling)
    known = {"argmax_dim_0": _best(square, labels, 0)}
    expect(student.call("predict_labels", square, labels), _best(square, labels), known=known)


def check_predict_labels__all_negative(student, draw):
    """The highest logit wins when all are below 0, and the logits stay as they are."""
    labels = draw.names(draw.integer(5, 9))
    logits = _logits(draw, draw.integer(2, 3), len(labels)) - 8.0
    expect(student.call("predict_labels", logits, labels), _best(logits, labels))
    expect_unchanged(student)


def check_predict_labels__imagenet(student, draw, props, datasets):
    """Photos get the names that a real network sees in them, of ImageNet's 1000."""
    labels = _imagenet_names(datasets)
    logits = _photo_logits(draw, datasets, props, 2)
    known = {"argmax_dim_0": _best(logits, labels, 0), "class_numbers_for_names": logits.argmax(1).tolist()}
    expect(student.call("predict_labels", logits, labels), _best(logits, labels), known=known)


# ---- top_k --------------------------------------------------------------------------------------------------------


def _ranked(scores, labels, k, *, largest=True, order=None):
    """The k best (or worst) classes of each row by `order` (their scores, if not given), with their scores."""
    indices = (scores if order is None else order).topk(k, dim=1, largest=largest).indices
    return [
        [(labels[i], float(row[i])) for i in best] for row, best in zip(scores, indices.tolist(), strict=True)
    ]


def _expect_ranking(student, logits, labels, k=None):
    """top_k(logits, labels, k) is right; with None, k is not given, which means 5."""
    got = student.call("top_k", logits, labels, **({} if k is None else {"k": k}))
    k = k or 5
    p = logits.softmax(1)
    want = _ranked(p, labels, k)
    values, best = logits.topk(k, dim=1)
    renormalised = [
        [(labels[i], p) for i, p in zip(*row, strict=True)]
        for row in zip(best.tolist(), values.softmax(1).tolist(), strict=True)
    ]
    ways = {
        "softmax_dim_0": [
            _ranked(logits.softmax(0), labels, k),
            _ranked(logits.softmax(0), labels, k, order=logits),
        ],
        "no_softmax": [_ranked(logits, labels, k)],
        "softmax_over_best_only": [renormalised] if k > 1 else [],
        "least_likely_first": [_ranked(p, labels, k, largest=False), [row[::-1] for row in want]],
        "probabilities_in_percent": [_ranked(100 * p, labels, k)],
    }
    known = {id: lambda got, ways=ways: any(same(got, way) for way in ways) for id, ways in ways.items()}
    if len(logits) == 1:
        # a softmax over a batch of one makes every number 1.0: any k classes may come out
        known["softmax_dim_0"] = lambda got: len(got[0]) == k and all(p == 1.0 for _, p in got[0])
    known["probabilities_as_tensors"] = lambda got: any(
        isinstance(p, torch.Tensor) for row in got for _, p in row
    )
    expect(got, want, known=known)


def check_top_k__five_by_default(student, draw):
    """Without k, the five best names come with their probabilities, best first."""
    labels = draw.names(draw.integer(8, 12))
    _expect_ranking(student, _logits(draw, draw.integer(2, 4), len(labels)), labels)


def check_top_k__only_the_best(student, draw):
    """With k = 1 each row is still a list, of one pair."""
    labels = draw.names(draw.integer(6, 9))
    _expect_ranking(student, _logits(draw, draw.integer(2, 3), len(labels)), labels, k=1)


def check_top_k__every_class(student, draw):
    """With k = C every class comes; two of them share their name, as two do in ImageNet's list."""
    labels = draw.names(draw.integer(6, 9))
    labels[draw.integer(1, len(labels) - 1)] = labels[0]
    _expect_ranking(student, _logits(draw, draw.integer(2, 3), len(labels)), labels, k=len(labels))


def check_top_k__one_image(student, draw):
    """One image gets a list of one ranking; a softmax over the batch would make each probability 1.0."""
    labels = draw.names(draw.integer(6, 9))
    _expect_ranking(student, _logits(draw, 1, len(labels)), labels, k=draw.integer(2, 4))


def check_top_k__imagenet(student, draw, props, datasets):
    """Photos get the ranking that a real network gives them, of ImageNet's 1000 classes."""
    logits = _photo_logits(draw, datasets, props, 2)
    _expect_ranking(student, logits, _imagenet_names(datasets), k=draw.integer(3, 4))


def check_top_k__logits_unchanged(student, draw):
    """The logits that were given keep their values."""
    labels = draw.names(draw.integer(6, 9))
    _expect_ranking(student, _logits(draw, draw.integer(2, 3), len(labels)), labels, k=3)
    expect_unchanged(student)
