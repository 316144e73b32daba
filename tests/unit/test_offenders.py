"""`for_each`: one test for a long list, which names every offender."""

from __future__ import annotations

import inspect

import pytest
from support.offenders import by_value, for_each


def positive(limit: int, number: int) -> None:
    """Numbers are positive and below the limit."""
    if number == 0:
        raise ZeroDivisionError
    assert 0 < number < limit, f"{number}\nis not"


def test_every_offender_is_named_with_what_it_did() -> None:
    made = for_each({"three": (3,), "zero": (0,), "nine": (9,)})(positive)
    with pytest.raises(pytest.fail.Exception) as caught:
        made(limit=5)
    said = str(caught.value)
    assert said.startswith("2 of 3 fail positive\n")
    assert "zero:\n    ZeroDivisionError" in said
    assert "nine:\n    AssertionError: 9\n      is not" in said
    assert "three" not in said
    for_each(by_value([(1,), (2,)]))(positive)(limit=5)


def test_fixtures_are_asked_for_and_items_are_not() -> None:
    made = for_each({"three": (3,)})(positive)
    assert list(inspect.signature(made).parameters) == ["limit"]
    assert (made.__name__, made.__doc__) == ("positive", positive.__doc__)


def test_an_empty_list_proves_nothing() -> None:
    with pytest.raises(AssertionError, match="nothing"):
        for_each({})
