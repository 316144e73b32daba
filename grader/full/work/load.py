"""The stages of a week, loaded in this process, and how long they will take."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable
from types import ModuleType

from grader.full.task import StagePlan

START = 5.0
"""Seconds that each process takes to start."""


def load_stage(plan: StagePlan) -> ModuleType:
    """The exercise's `full.py`. Raises whatever is wrong with it."""
    if plan.module in sys.modules:
        return sys.modules[plan.module]
    spec = importlib.util.spec_from_file_location(plan.module, plan.path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[plan.module] = module
    spec.loader.exec_module(module)
    return module


def estimate(plans: Iterable[StagePlan], rate: float) -> float:
    """Seconds that the stages will take on a processor that does `rate` 10^9 multiply-adds a second."""
    return sum(START + _said(p, "seconds") + _said(p, "work") / rate for p in plans)


def _said(plan: StagePlan, name: str) -> float:
    """What the stage's function of this name says, where it has one: `seconds`, or `work` in 10^9 multiply-adds."""
    function: Callable[[StagePlan], float] | None = getattr(load_stage(plan), name, None)
    return function(plan) if function else 0.0
