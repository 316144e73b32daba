"""Checks of ex6_detect: detect."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from grader.checking.kit import Twin, expect, expect_unchanged, require, same

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

        def answers(*images):
            return lambda got: (
                len(got["scores"]) and any(same(got, self.answer(props, image)) for image in images)
            )

        return {
            "list_returned_as_is": lambda got: isinstance(got, list),
            "image_normalized_first": answers((x - mean) / std, (x - 0.5) / 0.5),
            "image_times_255": answers(x * 255),
            "image_in_bgr": answers(x.flip(0)),
            "eval_root_only": lambda got: same(got, self.answer(props, part_in_train_mode=True)),
            "box_dim_squeezed": {key: value.squeeze() for key, value in right.items()},
            "one_subtracted_from_labels": right | {"labels": right["labels"] - 1},
            "tensors_turned_into_arrays": lambda got: any(
                not isinstance(value, torch.Tensor) for value in got.values()
            ),
            "filtered_too_early": lambda got: len(got["scores"]) < len(right["scores"]),
        }


def _scene(draw, props, count):
    """Draw a detector and an image in which it finds `count` objects: cells of a grid, each in a colour of its own."""
    grid = draw.integer(3, 4)
    cells = grid * grid

    def drawn():
        lit = torch.zeros(cells)
        lit[draw.distinct(count, 0, cells - 1)] = 1
        colours = draw.uniform(3, grid, grid, low=0.2) * lit.reshape(grid, grid)
        height, width = draw.distinct(2, 4, 8)
        image = colours.repeat_interleave(height, 1).repeat_interleave(width, 2)
        image = image * draw.uniform(*image.shape, low=0.8, high=1.0)
        state = draw.state(props.Detector(grid), gain=2.5)
        state |= {"classes": draw.integers(cells, low=1, high=90)}
        return Scene(Twin("detector", state, grid), image)

    def telling(scene):
        """No two scores are nearly the same, and some, but not all, are below 0.5."""
        scores = scene.answer(props)["scores"]
        gaps = (scores[:-1] - scores[1:]).tolist()
        return min(gaps, default=1) > 0.01 and (count < 2 or scores[0] > 0.5 > scores[-1])

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
    """The boxes, labels and scores of one image come back.

    The detector is in eval mode already: only what goes in and comes out counts.
    """
    for count in draw.distinct(2, 4, 7):
        _expect_found(student, props, _scene(draw, props, count))


def check_detect__eval_mode(student, draw, props):
    """A detector that comes in train mode answers in eval mode.

    In train mode it asks for targets, as torchvision's do, and its batch norm differs.
    """
    _expect_found(student, props, _scene(draw, props, draw.integer(3, 6)), train=True)


def check_detect__no_gradient(student, draw, props):
    """The result carries no gradient, and the caller's model was not frozen for that."""
    scene = _scene(draw, props, draw.integer(3, 6))
    got, model = _detected(student, scene)
    expect(got, scene.answer(props), known=scene.known(props))
    tied = [key for key in KEYS if got[key].requires_grad]
    words = {"got": f"{', '.join(tied)}: requires_grad=True", "expected": "requires_grad=False"}
    require(not tied, "requires_grad", mistake="no_grad_missing", **words)
    frozen = [str(name) for name, asks in student.prop("asks", model).items() if not asks]
    words = {"got": f"{', '.join(frozen)}: requires_grad=False", "expected": "requires_grad as before"}
    require(not frozen, "model_changed", mistake="caller_model_frozen", what=", ".join(frozen), **words)


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
