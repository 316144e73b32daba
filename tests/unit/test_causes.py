"""General causes: what a value of another kind, or an error's own text, shows; and nothing where it shows nothing."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image

from grader.checking.causes import of_value
from grader.checking.error_causes import of_error
from grader.checking.kit import expect, expect_shape, same
from grader.core.errors import Mismatch
from grader.core.messages import keys
from grader.core.model import LANGS
from grader.sandbox.wire import Ref

ROWS = torch.arange(6.0).reshape(2, 3)
VALUES: list[tuple[object, object, str]] = [
    (None, ROWS, "none"),
    (None, 3, "none"),
    (Ref(1, "method"), 3, "not_called"),
    (Ref(1, "builtin_function_or_method"), [1], "not_called"),
    (torch.tensor(3.0), 3.0, "tensor_for_number"),
    (torch.tensor(3), 3, "tensor_for_number"),
    (np.float32(3), 3.0, "numpy_for_number"),
    (np.int64(3), 3, "numpy_for_number"),
    ("3", 3, "text_for_number"),
    (25.0, 25, "float_for_int"),
    ([3, 1], ["cat", "dog"], "number_for_name"),
    ([torch.tensor(3)], ["cat"], "number_for_name"),
    ([Ref(1, "Linear")], ["fc"], "object_for_name"),
    (torch.tensor([1, 2]), [1, 2], "tensor_for_list"),
    (np.array([1, 2]), [1, 2], "tensor_for_list"),
    ((1, 2), [1, 2], "tuple_for_list"),
    ({"a": 1}, ["a"], "dict_for_list"),
    (Ref(1, "generator"), ["a"], "iterator_for_list"),
    ([1, 2], (1, 2), "list_for_tuple"),
    ({"conv": [1, 2]}, {"conv": (1, 2)}, "list_for_tuple"),
    (torch.tensor([1, 2]), (1, 2), "tensor_for_tuple"),
    (ROWS.numpy(), ROWS, "array_for_tensor"),
    (ROWS.tolist(), ROWS, "list_for_tensor"),
    ((ROWS, ROWS), ROWS, "pair_for_tensor"),
    (1.5, ROWS, "number_for_tensor"),
    (Image.new("RGB", (2, 2)), ROWS, "image_for_tensor"),
    (ROWS, ROWS.numpy(), "tensor_for_array"),
    (ROWS.numpy(), Image.new("RGB", (2, 2)), "array_for_image"),
    (ROWS[None], ROWS, "batch_extra"),
    (ROWS, ROWS[None], "batch_missing"),
    (ROWS[0], ROWS, "first_only"),
    (ROWS[:1], ROWS, "first_only"),
    (["a"], ["a", "b"], "first_only"),
    ("a", ["a", "b"], ""),
    (["b", "a"], ["a", "b"], "backwards"),
    (42.0, 0.42, "percent"),
    ((0.5, 42.0), (0.5, 0.42), "percent"),
]
NOTHING: list[tuple[object, object]] = [
    (ROWS + 1, ROWS),
    (ROWS.T, ROWS),
    (ROWS[1], ROWS),
    (3, 4),
    (0.43, 0.42),
    (42.0, 42.5),
    (np.float64(3.5), 3.0),
    (True, 3),
    ("a", "b"),
    ({}, {"a": 1}),
    (["a", "c"], ["a", "b"]),
    ([["a"]], ["a", "b"]),
]


@pytest.mark.parametrize(("got", "want", "cause"), VALUES)
def test_a_value_shows_its_cause(got: object, want: object, cause: str) -> None:
    with pytest.raises(Mismatch) as caught:
        expect(got, want)
    assert caught.value.cause == cause


@pytest.mark.parametrize(("got", "want"), NOTHING)
def test_other_values_show_nothing(got: object, want: object) -> None:
    with pytest.raises(Mismatch) as caught:
        expect(got, want)
    assert caught.value.cause == ""


def test_a_known_mistake_goes_first() -> None:
    with pytest.raises(Mismatch) as caught:
        expect((1, 2), [1, 2], known={"of_the_week": (1, 2)})
    assert caught.value.mistake == "of_the_week"


def test_a_shape_shows_its_cause() -> None:
    with pytest.raises(Mismatch) as caught:
        expect_shape(torch.zeros(3, 4), (1, 3, 4))
    assert caught.value.cause == "batch_missing"


def test_a_float_for_an_int_shows_its_point() -> None:
    with pytest.raises(Mismatch) as caught:
        expect(25.0, 25)
    assert caught.value.got == "25.0"


ERRORS = {
    "NameError: name 'np' is not defined": ("not_imported", "import numpy as np"),
    "NameError: name 'nmp' is not defined": ("", ""),
    "ModuleNotFoundError: No module named 'cv2'": ("not_installed", ""),
    "TypeError: 'type' object does not support the context manager protocol": ("no_parentheses", ""),
    "AttributeError: __enter__": ("no_parentheses", ""),
    "TypeError: 'NoneType' object is not subscriptable": ("none_inside", ""),
    "AttributeError: 'NoneType' object has no attribute 'shape'": ("none_inside", ""),
    "EOFError: EOF when reading a line": ("asks", ""),
    "BdbQuit": ("debugger", ""),
    "KeyError: 'a'": ("", ""),
    "ValueError: not the NoneType you look for": ("", ""),
}


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_shows_its_cause(text: str) -> None:
    cause, words = of_error(text)
    assert (cause, words.get("line", "")) == ERRORS[text]


def test_every_cause_has_its_words() -> None:
    used = {cause for _, _, cause in VALUES} | {cause for cause, _ in ERRORS.values()}
    for lang in LANGS:
        there = {key.removeprefix("cause.") for key in keys(lang) if key.startswith("cause.")}
        assert used - {""} <= there
        assert not {
            key for key in keys(lang) if key.startswith("cause.") and len(keys(lang)[key].split()) > 40
        }


def test_nothing_is_named_of_equal_values() -> None:
    assert of_value(["a"], ["a"], same) == ""
