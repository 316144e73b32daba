"""Checks that run only at grading: taking them out of an exercise's files for the students' copy.

`held = true` under a check in `exercise.toml` holds it back. In the copy nothing of it is left: not its function, not what
only it uses, not its title or hints. What stays is how many there were and what they are worth, under their function.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable
from typing import Any

from grader.core.errors import GraderFault
from grader.core.model import CheckSpec, Week

_HEADER = re.compile(r"\[{1,2}([\w.]+)\]{1,2}")


def held(week: Week) -> tuple[CheckSpec, ...]:
    return tuple(c for c in week.checks if c.held)


def trim_exercise(text: str) -> str:
    """`exercise.toml` without the checks that are held back, and with their number and points under each function."""
    data = tomllib.loads(text)
    functions = list(data["function"])
    out: list[str] = []
    checks: list[dict[str, Any]] = []
    leave = False
    for name, block in _blocks(text):
        if name == "function" and functions:
            function = functions.pop(0)
            checks = list(function["check"])
            if count := _count(function):
                block = f"{block.rstrip()}{count}\n\n"
        if name == "function.check" and checks:
            leave = bool(checks.pop(0).get("held"))
        elif not name.startswith("function.check."):  # a table within a check stays or goes with the check
            leave = False
        out += [] if leave else [block]
    trimmed = "".join(out)
    # the text was cut by lines: make sure that the cut was right
    if tomllib.loads(trimmed) != _expected(data):
        raise GraderFault(
            "exercise.toml: the checks held back cannot be taken out: is a table in an unusual place?"
        )
    return trimmed


def _blocks(text: str) -> list[tuple[str, str]]:
    """The tables of the file, each with the name in its header and its text from there on."""
    out: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines(keepends=True):
        match = _HEADER.match(line)
        if match:
            out.append((match[1], []))
        out[-1][1].append(line)
    return [(name, "".join(lines)) for name, lines in out]


def _count(function: dict[str, Any]) -> str:
    away = [c for c in function["check"] if c.get("held")]
    return f"\nheld_back = {len(away)}\nheld_points = {_points(away)!r}" if away else ""


def _points(checks: Iterable[dict[str, Any]]) -> float:
    return round(sum(float(c["points"]) for c in checks), 6)


def _expected(data: dict[str, Any]) -> dict[str, Any]:
    functions = []
    for function in data["function"]:
        away = [c for c in function["check"] if c.get("held")]
        more = {"held_back": len(away), "held_points": _points(away)} if away else {}
        kept = [c for c in function["check"] if not c.get("held")]
        functions.append({**function, **({"check": kept} if kept else {}), **more})
    return {**data, "function": functions}


def trim_checks(source: str, names: Iterable[str]) -> str:
    """A file of checks without the functions `names` (`check_nms__shuffled`), and without what only these used."""
    lines = source.split("\n")
    gone = {node.lineno: node for node in ast.parse(source).body if _name(node) in set(names)}
    while True:
        nodes = [node for node in ast.parse(source).body if node.lineno not in gone]
        used = set().union(*(_used(node) for node in nodes))
        dropped = set().union(*(_used(node) for node in gone.values()))
        more = {
            node.lineno: node
            for node in nodes
            if (name := _name(node))
            and name in dropped
            and name not in used
            and not name.startswith("check_")
        }
        if not more:
            break
        gone |= more
    for node in sorted(gone.values(), key=lambda n: -n.lineno):
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]) - 1
        while first and lines[first - 1].startswith("#") and not lines[first - 1].startswith("# ---"):
            first -= 1
        last = node.end_lineno or node.lineno
        while last < len(lines) and not lines[last].strip():
            last += 1
        del lines[first:last]
    return "\n".join(lines).rstrip("\n") + "\n"


def _name(node: ast.stmt) -> str:
    """The name that a top-level statement defines, if it is a single one."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return ""


def _used(node: ast.stmt) -> set[str]:
    own = _name(node)
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return {name for name in names if name != own}
