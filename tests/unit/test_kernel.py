"""From the cells that were run to an exercise's source: what is needed, as it is now, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from grader.notebook.cells import Executed, Picked, pick


def picked(*cells: str, wanted: tuple[str, ...] = ("f",)) -> Picked:
    return pick([Executed(number, text) for number, text in enumerate(cells, 1)], "ex1_some", wanted)


def run(one: Picked) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(one.code, "cells.py", "exec"), names)
    return names


def test_the_latest_definition_counts() -> None:
    one = picked("def f(): return 1", "print('training')", "def f(): return 2")
    assert run(one)["f"]() == 2
    assert one.cells == (3,)
    assert one.functions == ("f",)


def test_helpers_values_and_imports_come_along() -> None:
    one = picked(
        "import math, json", "from os import path as where\nSIZE = 4", "def g(): return SIZE * helper.__name__.count('h')",
        "def helper(): return math.floor(2.5)", "def f(): return helper() + len(where.join('a', 'b')) + g()",
    )  # fmt: skip
    assert run(one)["f"]() == 2 + 3 + 4
    assert b"json" in one.code  # in the same statement as math


def test_what_is_not_needed_is_left_out() -> None:
    one = picked(
        "from grader import check", "model = download()", "def f(): return 1", "check('ex1')", "for i in []: train(i)",
        "import nowhere_to_be_found",
    )  # fmt: skip
    assert one.code == b"def f(): return 1\n"


def test_a_name_is_what_it_was_when_it_was_read() -> None:
    one = picked("x = 1", "y = x + 1", "x = 10", "def f(): return x, y")
    assert run(one)["f"]() == (10, 2)


def test_what_changes_a_value_comes_with_it() -> None:
    one = picked("x = 1", "x += 1", "x = x * 5", "def f(): return x")
    assert run(one)["f"]() == 10


def test_a_decorator_defaults_and_annotations_are_read_when_it_is_defined() -> None:
    cells = (
        "from __future__ import annotations", "import functools\nN = 3", "@functools.cache\ndef f(n: Missing = N): return n",
        "N = 4",
    )  # fmt: skip
    one = picked(*cells)
    assert run(one)["f"]() == 3


def test_a_function_wrapped_later_is_wrapped() -> None:
    one = picked(
        "def f(): return 1", "old = f\ndef f(): return old() + 1", "f = (lambda g: lambda: g() * 10)(f)"
    )
    assert run(one)["f"]() == 20


def test_defined_again_after_it_was_wrapped() -> None:
    assert run(picked("def f(): return 1", "f = (lambda g: lambda: 0)(f)", "def f(): return 5"))["f"]() == 5


def test_conditional_definitions() -> None:
    one = picked(
        "try:\n    import nowhere\nexcept ImportError:\n    nowhere = None", "def f(): return nowhere"
    )
    assert run(one)["f"]() is None


def test_magics_shell_lines_and_broken_cells() -> None:
    one = picked(
        "%matplotlib inline\n!ls\nX = 2", "%%time\ndef f():\n    return X", "def f(:\n", "%%bash\ndef f(): x"
    )
    assert run(one)["f"]() == 2
    assert one.places[-1] == (2, 3)  # its last line is the third of the second cell


def test_two_statements_in_one_line() -> None:
    assert run(picked("a = 1; print(undefined); b = 2", "def f(): return a + b"))["f"]() == 3


def test_what_no_cell_defines_is_not_started() -> None:
    one = picked("def f(): return 1", wanted=("f", "g"))
    assert one.functions == ("f",)
    with pytest.raises(NotImplementedError, match=r"^ex1_some\.g$"):
        run(one)["g"](1, k=2)
    assert one.places[-1] == (0, 0)


def test_star_imports_and_classes() -> None:
    one = picked(
        "from math import *",
        "class A:\n    def m(self): return floor(3.5) + K",
        "K = 1",
        "def f(): return A().m()",
    )
    assert run(one)["f"]() == 4
