"""Which functions of the week a student's function calls: a failure of these comes first, whatever else is seen.

The text of the file is read, never run. A name counts when the function uses it, itself or through other functions and
classes of the file.
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Collection, Iterable, Mapping, Set

from grader.core.model import CheckResult, Finding, Status

_OWN = frozenset(
    {"not_started", "needs_other", "fault", "missing_file", "missing_function", "syntax", "encoding"}
)
"""Findings whose cause lies elsewhere, or is said already."""


def called(text: str, functions: Collection[str]) -> Mapping[str, frozenset[str]]:
    """For each of `functions` that the text defines: which others of them it calls. Empty where Python cannot read it."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    uses: dict[str, set[str]] = {}
    for node in tree.body:
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        for name in _defined(node):
            uses[name] = names  # the last definition counts, as in Python
    return {name: reached(name, uses) & (set(functions) - {name}) for name in functions if name in uses}


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def reached(name: str, uses: Mapping[str, Set[str]]) -> frozenset[str]:
    """The names that a name uses, itself or through others."""
    found: set[str] = set()
    todo = [name]
    while todo:
        new = uses.get(todo.pop(), frozenset()) - found
        found |= new
        todo += [n for n in new if n in uses]
    return frozenset(found)


def broken(checks: Iterable[CheckResult]) -> frozenset[str]:
    """The functions that fail a check of their own."""
    return frozenset(c.spec.function for c in checks if c.status is not Status.PASSED)


def blame(check: CheckResult, calls: Mapping[str, frozenset[str]], failing: frozenset[str]) -> CheckResult:
    """The check's result, which names a failing function that its own one calls, and then no mistake.

    Of several, the one that calls no other failing one: where to begin.
    """
    guilty = calls.get(check.spec.function, frozenset()) & failing
    if not guilty or check.finding is None or check.status is Status.PASSED or check.finding.kind in _OWN:
        return check
    first = min(guilty, key=lambda name: (bool(calls.get(name, frozenset()) & failing), name))
    return dataclasses.replace(check, finding=_of_helper(check.finding, first))


def _of_helper(finding: Finding, helper: str) -> Finding:
    return dataclasses.replace(finding, helper=helper, mistake=None)
