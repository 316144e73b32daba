"""Which functions of a file were edited: their own text, or else something that they use. The file is read, never run."""

from __future__ import annotations

import ast
import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from grader.checking.helpers import reached

_DEFS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_STAR = "*"
"""What `from helpers import *` defines: any name."""


class Edit(IntEnum):
    """How much a function was edited, what says most first."""

    OWN = 0
    """Its own code is another."""
    USED = 1
    """Something of the file, or of the helper modules beside it, that it uses is another."""
    TEXT = 2
    """Its code is the same, with other comments or another layout."""


@dataclass(frozen=True)
class FileParts:
    """A file, by the names that it defines at its outermost level."""

    text: Mapping[str, str]
    """The lines of each function."""
    code: Mapping[str, str]
    """All that defines or changes a name, in a form without comments and layout."""
    uses: Mapping[str, frozenset[str]]
    """The names from outside that each of them uses."""
    rest: str
    """All that belongs to no function."""

    def all_used(self, function: str) -> dict[str, str]:
        """The code of all that a function uses, directly or through others."""
        names = reached(function, self.uses) - {function}
        return {name: self.code[name] for name in names if name in self.code}


def read_parts(main: str, files: Mapping[str, bytes]) -> FileParts | None:
    """The parts of the file `main`, which may use the other files; None where it is not there or Python cannot read it."""
    if main not in files:
        return None
    return _read(files[main], tuple(sorted((Path(n).stem, data) for n, data in files.items() if n != main)))


@functools.lru_cache(maxsize=16)  # a notebook is the same for all of its exercises
def _read(content: bytes, others: tuple[tuple[str, bytes], ...]) -> FileParts | None:
    source, modules = content.decode("utf-8", "replace"), dict(others)
    try:
        tree = ast.parse(source)
        lines = [line.rstrip() for line in source.split("\n")]
        text: dict[str, str] = {}
        code: dict[str, str] = {}
        uses: dict[str, frozenset[str]] = {}
        rest = ""
        for node in tree.body:
            written = ast.dump(node) + "".join(map(repr, _imported(node, modules)))
            if isinstance(node, _DEFS):
                first = min(n.lineno for n in (node, *node.decorator_list))
                text[node.name] = "\n".join(lines[first - 1 : node.end_lineno])
            else:
                rest += written
            for name in _defined(node):
                code[name] = code.get(name, "") + written
                uses[name] = uses.get(name, frozenset()) | _free(node)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return FileParts(text, code, uses, rest)


def edits(before: FileParts, after: FileParts, functions: Collection[str]) -> dict[str, Edit]:
    """Those of `functions` that were edited, and how."""
    found: dict[str, Edit] = {}
    for name in functions:
        if before.code.get(name) != after.code.get(name):
            found[name] = Edit.OWN
        elif before.all_used(name) != after.all_used(name):
            found[name] = Edit.USED
        elif before.text.get(name) != after.text.get(name):
            found[name] = Edit.TEXT
    return found


def _defined(node: ast.stmt) -> set[str]:
    """The names that a statement at the outermost level defines or changes: `LABELS.append(1)` changes LABELS."""
    if isinstance(node, _DEFS):
        return {node.name}
    names: set[str] = set()
    for inner in ast.walk(node):
        match inner:
            case ast.Import() | ast.ImportFrom():
                names |= {(alias.asname or alias.name).partition(".")[0] for alias in inner.names}
            case ast.Name(ctx=ast.Store()):
                names.add(inner.id)
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                names |= _root(inner)
            case ast.Expr(value=ast.Call(func=ast.Attribute() as method)):
                names |= _root(method)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names.add(inner.name)
    return names


def _root(node: ast.expr) -> set[str]:
    """`a` of `a.b[0].c`."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def _free(node: ast.stmt) -> frozenset[str]:
    """The names that a statement uses; for a function without those of its parameters and variables."""
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
    used = {n.id for n in names if isinstance(n.ctx, ast.Load)} | {_STAR}
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        used -= {n.id for n in names if isinstance(n.ctx, ast.Store)}
        used -= {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}
    return frozenset(used)


def _imported(node: ast.stmt, modules: Mapping[str, bytes]) -> list[bytes]:
    """The helper modules that a statement imports, and those that these name."""
    todo: list[str] = []
    for inner in ast.walk(node):
        if isinstance(inner, ast.Import):
            todo += [alias.name for alias in inner.names]
        elif isinstance(inner, ast.ImportFrom):
            todo += [inner.module or "", *(alias.name for alias in inner.names)]
    found: dict[str, bytes] = {}
    while todo:
        name = todo.pop().partition(".")[0]
        if name in modules and name not in found:
            found[name] = modules[name]
            todo += [other for other in modules if other.encode() in modules[name]]
    return [found[name] for name in sorted(found)]
