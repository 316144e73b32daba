"""Mutants: a solution with one change in one function."""

from __future__ import annotations

import ast
import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

import libcst as cst

from grader.audit.operators import changed, is_safety
from grader.audit.tree import Surroundings, TreeNode, assigned_names


class NoPython(Exception):
    """A file cannot be read as Python."""

    def __init__(self, text: str, line: int) -> None:
        super().__init__(text)
        self.line = line


@dataclass(frozen=True)
class Mutant:
    """One change of a function."""

    exercise: str
    function: str
    operator: str
    diff: str
    """The changed lines as Python itself would write them, without comments: `- ` and `+ ` before each. Unique in a
    function, and the same wherever the function stands in the file."""
    line: int
    text: str
    """The exercise's whole file."""

    @property
    def id(self) -> str:
        return f"{self.exercise}.{self.function}"


def mutants(exercise: str, source: str, function: str) -> list[Mutant]:
    """All mutants of a function of a file, each once, in the order of the file. Raises NoPython."""
    try:
        module = cst.parse_module(source)
    except cst.ParserSyntaxError as error:
        raise NoPython(error.message, error.editor_line) from None
    found = [one for one in module.body if isinstance(one, cst.FunctionDef) and one.name.value == function]
    if not found:
        return []
    whole = found[-1]  # the last one of this name is the one that counts
    before = module.code_for_node(whole)
    modules = frozenset(_imported(ast.parse(source)))
    assigned = assigned_names(whole)
    seen = {_meaning(before)}
    out = []
    for node, parent in _nodes(whole, module):
        for operator, new in changed(node, Surroundings(parent, modules, assigned)):
            after = module.code_for_node(new if node is whole else whole.deep_replace(node, new))
            meaning = _meaning(after)
            if meaning is None or meaning in seen:
                continue
            seen.add(meaning)
            text = source.replace(before, after)
            diff = _diff(before, after, context=1 if operator == "swapped_statements" else 0)
            out.append(Mutant(exercise, function, operator, diff, _first_change(source, text), text))
    return _told_apart(out, before)


def _nodes(node: TreeNode, parent: TreeNode) -> Iterator[tuple[TreeNode, TreeNode]]:
    """What may be changed in a function: everything but type hints, docstrings and names of things."""
    yield node, parent
    for child in node.children:
        if isinstance(child, cst.Annotation) or _is_docstring(child, node):
            continue
        if child is getattr(node, "name", None) or child is getattr(node, "keyword", None):
            continue
        if is_safety(child):
            continue
        yield from _nodes(child, node)


def _is_docstring(child: TreeNode, node: TreeNode) -> bool:
    return (
        isinstance(node, cst.IndentedBlock)
        and isinstance(child, cst.SimpleStatementLine)
        and isinstance(child.body[0], cst.Expr)
        and isinstance(child.body[0].value, cst.SimpleString | cst.ConcatenatedString)
    )


def _meaning(code: str) -> str | None:
    """The tree of a piece of code, or None where it is none."""
    try:
        return ast.dump(ast.parse(code))
    except SyntaxError:
        return None


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)


def _lines(code: str) -> list[str]:
    """The lines as Python itself would write them, without type hints and docstring."""
    tree = ast.parse(code)
    if ast.get_docstring(tree.body[0]):  # type: ignore[arg-type] # a function
        del tree.body[0].body[0]  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
    return [line.strip() for line in ast.unparse(tree).splitlines() if line.strip()]


def _diff(before: str, after: str, context: int = 0) -> str:
    """The changed lines. Indentation does not count: what is inside a `with` that goes stays as it is."""
    every = list(difflib.unified_diff(_lines(before), _lines(after), n=context, lineterm=""))
    return "\n".join(f"{line[0]} {line[1:]}".rstrip() for line in every[2:] if not line.startswith("@@"))


def _first_change(before: str, after: str) -> int:
    """The number of the first line that is not the same."""
    pairs = zip_longest(before.splitlines(), after.splitlines())
    return next(number for number, (one, other) in enumerate(pairs, 1) if one != other)


def _told_apart(found: list[Mutant], before: str) -> list[Mutant]:
    """Mutants whose changed lines are the same get the lines around them, too, as many as it takes."""
    for context in (1, 3, 100):
        often = Counter(one.diff for one in found)
        found = [
            replace(one, diff=_diff(before, _function(one), context)) if often[one.diff] > 1 else one
            for one in found
        ]
    return found


def _function(mutant: Mutant) -> str:
    wanted = [one for one in ast.parse(mutant.text).body if getattr(one, "name", "") == mutant.function]
    return ast.unparse(wanted[-1])
