"""One test for a long list: it holds one check against every item and fails once, with all offenders."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

LINES = 12
"""Lines that one offender may say."""


def for_each(items: Mapping[str, tuple[Any, ...]]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make one test of `check(*fixtures, *item)`. An offender is named by its key in `items`.

    Fixtures come first among the check's parameters, and are the same for all items.
    """
    assert items, "nothing to hold the check against"
    width = len(next(iter(items.values())))

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(check)
        fixtures = list(signature.parameters.values())[: len(signature.parameters) - width]

        def test(**given: Any) -> None:
            before = [given[one.name] for one in fixtures]
            wrong = {name: said for name, item in items.items() if (said := _fault(check, before, item))}
            if wrong:
                told = "\n".join(f"{name}:\n{said}" for name, said in wrong.items())
                pytest.fail(f"{len(wrong)} of {len(items)} fail {check.__name__}\n{told}", pytrace=False)

        test.__name__, test.__qualname__, test.__doc__ = check.__name__, check.__qualname__, check.__doc__
        test.__module__ = check.__module__
        test.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        return test

    return decorate


def by_value(items: Iterable[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Items that are named by their place and what they are."""
    return {f"{at}: {item!r:.100}": item for at, item in enumerate(items, 1)}


def _fault(check: Callable[..., None], before: list[Any], item: tuple[Any, ...]) -> str:
    """What an item does wrong; empty when it passes. Any exception counts: one item must not hide the others."""
    try:
        check(*before, *item)
    except Exception as error:
        lines = [line for line in str(error).splitlines() if line.strip()] or [""]
        return "\n".join(f"    {line}" for line in (f"{type(error).__name__}: {lines[0]}", *lines[1:LINES]))
    return ""
