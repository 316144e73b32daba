"""What the cells of a running notebook define: from the cells executed so far to one exercise's source.

Only what the exercise's functions need is taken: their latest definitions, and the imports, helpers and values that these
name. Cells that train, plot, print or call `check` are left out, so that checking is quick and none of them can break it.
"""

from __future__ import annotations

import ast
import math
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from grader.core.stub import stub_message
from grader.intake.notebooks import without_magics

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DEFINITIONS = (*FUNCTIONS, ast.ClassDef)
IMPORTS = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True)
class Executed:
    """A cell that was run."""

    number: int
    """The number that Jupyter shows: 3 in In[3]."""
    source: str


@dataclass(frozen=True)
class Picked:
    """An exercise's source, made from cells."""

    code: bytes
    """The source, in UTF-8."""
    places: tuple[tuple[int, int], ...]
    """For each line of `code` the number of its cell and the line in it; (0, 0) for a line that is in none."""
    functions: tuple[str, ...]
    """The functions of the exercise that the cells define."""

    @property
    def cells(self) -> tuple[int, ...]:
        return tuple(sorted({cell for cell, _ in self.places if cell}))


@dataclass(frozen=True)
class _Statement:
    """A top-level statement: the names that it binds, that it reads when it runs, and that it reads when it is called."""

    at: int
    cell: int
    first: int
    lines: tuple[str, ...]
    is_import: bool
    binds: frozenset[str]
    reads: frozenset[str]
    calls: frozenset[str] = field(default=frozenset())

    @property
    def is_fresh(self) -> bool:
        """Whether the earlier value of its name no longer counts."""
        return bool(self.lines) and not self.binds & self.reads


def executed() -> list[Executed] | None:
    """The cells run so far in this IPython or Jupyter, this one included; None elsewhere."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return None
    return [
        Executed(number, text) for number, text in enumerate(shell.history_manager.input_hist_raw) if text
    ]


def pick(cells: Iterable[Executed], exercise: str, wanted: Iterable[str]) -> Picked:
    """The source of `wanted`, the functions of `exercise`; one that no cell defines is a stub, which is not started."""
    statements: list[_Statement] = []
    future = False
    for cell in cells:
        for node, lines in _parsed(cell.source):
            if isinstance(node, ast.ImportFrom) and node.module == "__future__":
                future = True
            elif not isinstance(node, ast.Expr):
                statements.append(_statement(len(statements), cell.number, node, lines))
    wanted = tuple(wanted)
    there = tuple(name for name in wanted if any(name in s.binds and not s.is_import for s in statements))
    chosen = _needed(statements, there)
    out = [("from __future__ import annotations", (0, 0))] if future else []
    for statement in sorted(chosen, key=lambda s: s.at):
        out += [(line, (statement.cell, statement.first + i)) for i, line in enumerate(statement.lines)]
    for name in wanted:
        if name not in there:
            out.append((f"def {name}(*args, **kwargs):", (0, 0)))
            out.append((f'    raise NotImplementedError("{stub_message(exercise, name)}")', (0, 0)))
    code = "".join(f"{line}\n" for line, _ in out).encode("utf-8", "replace")
    return Picked(code, tuple(place for _, place in out), there)


def _parsed(source: str) -> Iterator[tuple[ast.stmt, list[str]]]:
    """The cell's statements with its lines; nothing where it is not Python, as nothing of it was run."""
    lines, _ = without_magics(source.replace("\r\n", "\n"))
    try:
        body = ast.parse("\n".join(lines)).body
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in body:
        yield node, lines


def _statement(at: int, cell: int, node: ast.stmt, lines: list[str]) -> _Statement:
    decorators = node.decorator_list if isinstance(node, DEFINITIONS) else []
    first = min([node.lineno, *(d.lineno for d in decorators)])
    text = lines[first - 1 : node.end_lineno]
    if lines[first - 1].lstrip() != lines[first - 1] or _shares_a_line(node, text):
        text = ast.unparse(node).split("\n")
    reads, calls = _reads(node), frozenset[str]()
    if isinstance(node, FUNCTIONS):
        inside = frozenset().union(*map(_reads, node.body))
        outside = [*decorators, node.args, *([node.returns] if node.returns else [])]
        reads, calls = frozenset().union(*map(_reads, outside)), inside
    elif any(isinstance(n, ast.ClassDef | ast.Lambda | ast.FunctionDef) for n in ast.walk(node)):
        calls = reads
    return _Statement(
        at=at,
        cell=cell,
        first=first,
        lines=tuple(text),
        is_import=isinstance(node, IMPORTS),
        binds=_binds(node),
        reads=reads,
        calls=calls,
    )


def _shares_a_line(node: ast.stmt, text: list[str]) -> bool:
    """Whether another statement is on the same line, behind a `;`."""
    try:
        return len(ast.parse("\n".join(text)).body) != 1
    except SyntaxError:
        return True


def _reads(node: ast.AST) -> frozenset[str]:
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Store)}
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        names.add(node.target.id)
    return frozenset(names)


def _binds(node: ast.stmt) -> frozenset[str]:
    if isinstance(node, DEFINITIONS):
        return frozenset({node.name})
    names: set[str] = set()
    for n in ast.walk(node):
        if isinstance(n, IMPORTS):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in n.names}
        elif isinstance(n, DEFINITIONS):
            names.add(n.name)
        elif isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store):
            names.add(n.id)
    return frozenset(names)


def _needed(statements: list[_Statement], names: tuple[str, ...]) -> set[_Statement]:
    """What has to run for `names` to have their values and to be callable."""
    chosen = {s for s in statements if s.is_import and "*" in s.binds}
    todo: list[tuple[str, float]] = [(name, math.inf) for name in names]
    asked = set(todo)
    while todo:
        name, before = todo.pop()
        binders = [s for s in statements if name in s.binds]
        for one in _latest([s for s in binders if s.at < before] or binders):
            if one not in chosen:
                chosen.add(one)
                more = [*((n, float(one.at)) for n in one.reads), *((n, math.inf) for n in one.calls)]
                todo += [ask for ask in more if ask not in asked]
                asked |= set(more)
    return chosen


def _latest(binders: list[_Statement]) -> list[_Statement]:
    """Of the statements that bind a name, those that still count: imports, and all from the last fresh one on."""
    fresh = [i for i, s in enumerate(binders) if s.is_fresh and not s.is_import]
    begin = fresh[-1] if fresh else 0
    last = {s.lines: s for s in binders}  # the same import in several cells is needed once
    return [s for i, s in enumerate(binders) if (last[s.lines] is s if s.is_import else i >= begin)]
