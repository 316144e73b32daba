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
    if "grader.sandbox.candidate" in sys.modules:
        return
    from grader.notebook.check import check

    check(target, **options)
