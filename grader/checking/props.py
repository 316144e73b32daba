"""A week's props, loaded for the examiner's own computation."""

from __future__ import annotations

import importlib.util
import sys
import types
from pathlib import Path
from typing import Any

from grader.core.model import Week


def load_props(week: Week, exercise: str, datasets: Path) -> types.SimpleNamespace:
    """What the props define, the exercise's names hiding the week's. The student's side runs the same files."""
    names: dict[str, Any] = {}
    for path in week.props(exercise):
        name = week.module(path)
        module = sys.modules.get(name)
        if module is None or getattr(module, "__file__", None) != str(path):
            spec = importlib.util.spec_from_file_location(name, path)
            assert spec is not None
            assert spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module  # one props file may import from another, as on the student's side
            spec.loader.exec_module(module)
        module.__dict__["DATASETS"] = datasets
        names |= vars(module)
    return types.SimpleNamespace(**names)


def prop_sources(week: Week, exercise: str) -> dict[str, str]:
    """The props of an exercise as text, by the names of their modules: for the student's side."""
    return {week.module(path): path.read_text(encoding="utf-8") for path in week.props(exercise)}
