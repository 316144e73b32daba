"""Transfer Lab: an auto-graded lab session on pre-trained models and transfer learning."""

import sys
from typing import Any

__version__ = "0.1.0"


def check(target: str = "", **options: Any) -> None:
    """Check from a notebook's cell: `check("ex6")`, `check("ex6.filter_detections")`, `check("week12")`.

    options: `file` (a saved notebook, instead of the cells executed so far), `all` (every failure, not the first of each
    function), `seed` (other inputs), `lang` (`"ko"` or `"en"`). Prints, and returns nothing. Where a notebook is itself
    being graded, this does nothing.
    """
    if not _graded():
        from grader.notebook.check import check

        check(target, **options)


def attempt(target: str, **options: Any) -> None:
    """Run the failing call of one function from a notebook's cell, as `grader try` does: `attempt("ex2.top_k")`.

    options: `file` and `lang` as in `check`. Prints the inputs, what the code prints and returns, and what is expected.
    """
    if not _graded():
        from grader.notebook.check import attempt

        attempt(target, **options)


def _graded() -> bool:
    """Whether this is the student's side, which runs a notebook's cells."""
    return bool(getattr(sys.modules.get("grader.sandbox.candidate"), "SERVING", False))
