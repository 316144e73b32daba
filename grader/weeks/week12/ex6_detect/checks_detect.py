"""Checks of ex6_detect: detect."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from grader.checking.kit import Twin, expect, expect_tidy, expect_unchanged, require, same

# ---- detect ---------------------------------------------------------------------------------------------------------

KEYS = ("boxes", "labels", "scores")


@dataclass(frozen=True)
class Scene:
    """A drawn detector and an image for it."""

    net: Twin
    image: torch.Tensor

    def answer(self, props, image=None, *, part_in_train_mode=False):
        """What the detector finds in eval mode, in its own image or in another one: the three keys that count."""
        model = self.net.here(props)
        model.norm.train(part_in_train_mode)
        with torch.no_grad():
            found = model([self.image if image is None else image])[0]
        return {key: found[key] for key in KEYS}

    def known(self, props):
        """What comes out of usual mistakes."""
        right, x = self.answer(props), self.image
        mean, std = torch.tensor([[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]]).reshape(2, 3, 1, 1)

        def part(got):
            """Rows are missing, and what is left is the detector's own."""
            rows = [list(zip(*(d[key].tolist() for key in KEYS), strict=True)) for d in (got, right)]
            near = [any(same(row, one, atol=1e-5) for one in rows[1]) for row in rows[0]]
            return 0 < len(near) < len(rows[1]) and all(near)

        def answers(*images):
            return lambda got: (
                len(got["scores"]) and any(same(got, self.answer(props, image)) for image in images)
            )

        return {
            "path_without_return": lambda got: got is None,
            "list_returned_as_is": lambda got: isinstance(got, list),
            "image_normalized_first": answers((x - mean) / std, (x - 0.5) / 0.5),
            "image_times_255": answers(x * 255),
            "image_divided_by_255": answers(x / 255),
            "image_in_bgr": answers(x.flip(0)),
            "eval_root_only": lambda got: same(got, self.answer(props, part_in_train_mode=True)),
            "box_dim_squeezed": {key: value.squeeze() for key, value in right.items()},
            "one_subtracted_from_labels": right | {"labels": right["labels"] - 1},
            "tensors_turned_into_arrays": lambda got: any(
                not isinstance(value, torch.Tensor) for value in got.values()
            ),
            "filtered_too_early": part,
        }


def _scene(draw, props, count, grid=None, cell=None):
    """Draw a detector and an image in which it finds `count` objects: cells of a grid, each in a colour of its own.

    grid: cells along a side; cell: height and width of one, where they are not drawn.
    """
    grid = grid or draw.integer(3, 4)
    cells, many = grid * grid, count > 10

    def drawn():
        lit = torch.zeros(cells)
        lit[draw.distinct(count, 0, cells - 1)] = 1
        colours = draw.uniform(3, grid, grid, low=0.2) * lit.reshape(grid, grid)
        height, width = cell or draw.distinct(2, 4, 8)
        image = colours.repeat_interleave(height, 1).repeat_interleave(width, 2)
        image = image * draw.uniform(*image.shape, low=0.8, high=1.0)
        state = draw.state(props.Detector(grid), gain=2.5)
        state |= {"classes": draw.integers(cells, low=1, high=90)}
        scene = Scene(Twin("detector", state, grid), image)
        if many:
            # the scores reach from very low to high
            state["head.weight"][4] *= 2
            lowest = scene.answer(props)["scores"][-1].logit()
            state["head.bias"][4] -= lowest + 4
        return scene

    def telling(scene):
        """No two scores are nearly the same, and some, but not all, are below 0.5."""
        scores = scene.answer(props)["scores"]
        gaps = (scores[:-1] - scores[1:]).tolist()
        return min(gaps, default=1) > (0.0005 if many else 0.01) and (
            count < 2 or scores[0] > 0.5 > scores[-1]
        )

    return draw.until(drawn, telling)


def _detected(student, scene, **options):
    """What detect returned, without the further keys that a prediction may have; and a handle of the detector.

    options: of the detector: in train mode, on another device, with one more key.
    """
    model = scene.net.there(student, **options)
    got = student.call("detect", model, scene.image)
    if isinstance(got, dict):
        got = {key: value for key, value in got.items() if key in KEYS}
    return got, model


def _expect_found(student, props, scene, **options):
    """detect gives what the detector finds in the image."""
    got, _ = _detected(student, scene, **options)
    expect(got, scene.answer(props), known=scene.known(props))


def check_detect__one_image(student, draw, props):
    """The boxes, labels and scores of one image come back, few or many, also of an image as large as the one before.

    The detector is in eval mode already: only what goes in and comes out counts.
    """
    cell = draw.distinct(2, 4, 8)
    for count in (draw.integer(4, 7), draw.integer(12, 14)):
        _expect_found(student, props, _scene(draw, props, count, 4, cell))


def check_detect__eval_mode(student, draw, props):
    """A detector that comes in train mode answers in eval mode.

    In train mode it asks for targets, as torchvision's do, and its batch norm differs.
    """
    _expect_found(student, props, _scene(draw, props, draw.integer(3, 6)), train=True)


def _changed(now, before):
    """What a call has changed in a detector that was in eval mode: words for the student, and the known mistake."""
    parts = [name for name, asks in now["asks"].items() if asks != before["asks"][name]]
    if parts:
        frozen = not any(now["asks"].values())
        got = ", ".join(f"{name}.requires_grad={now['asks'][name]}" for name in parts)
        return (
            ", ".join(map(str, parts)),
            got,
            "requires_grad as before",
            "caller_model_frozen" if frozen else None,
        )
    if now["training"]:
        got = f"in train mode: {', '.join(map(str, now['training']))}"
        return "train()", got, "eval mode, as before", "left_in_train_mode"
    for part, text in (("values", "the weights"), ("grads", "the gradients")):
        for name, value in before[part].items():
            if not same(now[part].get(name), value, atol=0, rtol=0):
                return str(name), f"{name}: not as before", f"{text} as before", None
    return None


def check_detect__no_gradient(student, draw, props):
    """The result carries no gradient; the caller's model and process are as before: weights, gradients, what asks, mode."""
    scene = _scene(draw, props, draw.integer(3, 6))
    parameters = dict(scene.net.here(props).named_parameters())
    frozen = (draw.choice(list(parameters)),)
    options = {"frozen": frozen, "grads": {name: draw.normal(*p.shape) for name, p in parameters.items()}}
    got, model = _detected(student, scene, **options)
    expect(got, scene.answer(props), known=scene.known(props))
    tied = [key for key in KEYS if got[key].requires_grad]
    words = {"got": f"{', '.join(tied)}: requires_grad=True", "expected": "requires_grad=False"}
    require(not tied, "requires_grad", mistake="no_grad_missing", **words)
    expect_tidy(student)
    changed = _changed(student.prop("condition", model), props.condition(scene.net.here(props, **options)))
    if changed:
        what, now, before, mistake = changed
        require(False, "model_changed", got=now, expected=before, mistake=mistake, what=what)


def check_detect__few_boxes(student, draw, props):
    """A single box keeps its dimensions, and so does none at all; here the detector gives one more key."""
    for count in (1, 0):
        _expect_found(student, props, _scene(draw, props, count), masks=True)


def check_detect__on_cpu(student, draw, props):
    """All three tensors are brought to the CPU; the detector's result is on another device."""
    scene = _scene(draw, props, draw.integer(3, 6))
    got, _ = _detected(student, scene, away=True)
    right = scene.answer(props)
    if isinstance(got, dict):
        # on the other device every number has the wrong sign
        left = [key for key in KEYS if same(got.get(key), -right[key])]
        words = {"got": f"{', '.join(left)}: on cuda:0", "expected": "all three on cpu"}
        require(not left, "not_cpu", mistake="tensors_left_on_device", **words)
    expect(got, right, known=scene.known(props))


def check_detect__image_unchanged(student, draw, props):
    """The image that was given keeps its values."""
    _expect_found(student, props, _scene(draw, props, draw.integer(3, 6)))
    expect_unchanged(student, mistake="image_changed_in_place")
