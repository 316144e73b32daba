"""Loads the student's files in this process, and calls their functions.

CannotGoOn            why a stage ends early, as a key under `full` in the locale files
└── CodeRaised        the student's function raised, is missing, or is not started
"""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.full.task import CodeLine

TEXT = 300


class CannotGoOn(Exception):
    """The stage cannot go on. `key` and `params` are the sentence."""

    def __init__(self, key: str, *, line: CodeLine | None = None, **params: str) -> None:
        super().__init__(key)
        self.key = key
        self.line = line
        self.params = params


class CodeRaised(CannotGoOn):
    """The stage cannot go on because of the student's code."""


class Code:
    """The folder with the student's files."""

    def __init__(self, folder: Path, exercises: Mapping[str, str]) -> None:
        self._folder = folder
        self._names = exercises
        self._modules: dict[str, ModuleType] = {}
        self.last = ""
        """The function that was called last, as `ex2_classify.forward`."""
        # for helpers beside the exercises; it comes last, so that they shadow no package
        sys.path.append(str(folder))

    def call(self, short: str, name: str, *args: Any, **kwargs: Any) -> Any:
        """The value of the student's function. Raises CodeRaised, which says what happened where."""
        function = self._function(short, name)
        self.last = f"{self._names[short]}.{name}"
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            raise self._raised(short, error) from error

    def need(self, short: str, *names: str) -> None:
        """Raises CodeRaised now when one of these functions is missing; better than after minutes of work."""
        for name in names:
            self._function(short, name)

    def _function(self, short: str, name: str) -> Callable[..., Any]:
        function = getattr(self._module(short), name, None)
        if not callable(function):
            raise CodeRaised("no_function", file=f"{self._names[short]}.py", function=name, short=short)
        return function  # type: ignore[no-any-return]

    def _module(self, short: str) -> ModuleType:
        if short in self._modules:
            return self._modules[short]
        name = self._names[short]
        path = self._folder / f"{name}.py"
        if not path.is_file():
            raise CodeRaised("no_file", short=short)
        self.last = name
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # dataclasses look their module up by name
        try:
            spec.loader.exec_module(module)
        except BaseException as error:
            raise self._raised(short, error) from error
        self._modules[short] = module
        return module

    def _raised(self, short: str, error: BaseException) -> CannotGoOn:
        import torch

        if isinstance(error, NotImplementedError) and str(error).partition(".")[0] in self._names.values():
            return CodeRaised("not_started", function=str(error), short=str(error).split("_")[0])
        if isinstance(error, torch.OutOfMemoryError):
            return CannotGoOn("no_gpu_memory")
        own = [
            f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).parent == self._folder
        ]
        line = CodeLine(f"{self._names[short]}.py", 0)
        if own:
            line = CodeLine(Path(own[-1].filename).name, own[-1].lineno or 1)
        if isinstance(error, SyntaxError):
            line = CodeLine(Path(error.filename or line.file).name, error.lineno or 1)
        text = " ".join(f"{type(error).__name__}: {error}".split())
        return CodeRaised("raised", line=line, function=self.last, text=text[:TEXT], short=short)
