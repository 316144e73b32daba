"""A solution as libcst's tree: what the operators of an audit ask about it, and how they put its pieces together."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst
import libcst.matchers as m

TreeNode = Any
"""A node of libcst's tree. The library is an extra: to mypy it is the same whether it is installed or not."""


@dataclass(frozen=True)
class Surroundings:
    """Where a node stands, for the operators that need to know."""

    parent: TreeNode
    modules: frozenset[str]
    """Names that the file imports: `torch.sqrt(x)` is a function of x, `x.sqrt()` a method."""
    assigned: tuple[str, ...]
    """The names that the function assigns to, once for every time."""


def statements_of(node: TreeNode) -> Iterator[tuple[int, TreeNode]]:
    """The statements of a block with their places, without its docstring."""
    if isinstance(node, cst.IndentedBlock):
        doc = m.SimpleStatementLine(body=[m.Expr(value=m.SimpleString() | m.ConcatenatedString())])
        yield from ((i, one) for i, one in enumerate(node.body) if not (i == 0 and m.matches(one, doc)))


def can_go(statement: TreeNode, place: Surroundings) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine):
        return not isinstance(statement, cst.FunctionDef | cst.ClassDef)
    one = statement.body[0]
    if isinstance(one, cst.Assign):
        names = names_of(one.targets[0].target)
        return not names or all(place.assigned.count(name) > 1 for name in names)
    return not isinstance(one, cst.Pass | cst.AnnAssign)


def assigned_names(function: TreeNode) -> tuple[str, ...]:
    """The names that a function assigns to, once for every time; its arguments and loop variables count."""
    found: list[str] = [param.name.value for param in m.findall(function.params, m.Param())]
    for one in m.findall(function, m.AssignTarget() | m.For() | m.NamedExpr()):
        found += names_of(one.target)
    return tuple(found)


def independent(one: TreeNode, other: TreeNode) -> bool:
    """Whether both only make values of names, or add to a list, and neither uses what the other makes."""
    made = [made_by(one), made_by(other)]
    used = [{name.value for name in m.findall(statement, m.Name())} for statement in (one, other)]
    apart = not (made[0] & used[1] or made[1] & used[0])
    # a statement that only makes names of constants has nothing to do with anything else
    return apart and (bool(made[0] and made[1]) or made[0] == used[0] != set() or made[1] == used[1] != set())


def made_by(statement: TreeNode) -> set[str]:
    """The names whose value a statement makes; empty where it may do something else."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return set()
    one = statement.body[0]
    if isinstance(one, cst.Assign):
        return set(names_of(one.targets[0].target))
    if isinstance(one, cst.AugAssign):
        return set(names_of(one.target))
    adds = m.Expr(value=m.Call(func=m.Attribute(value=m.Name(), attr=m.Name(value="append"))))
    return {one.value.func.value.value} if m.matches(one, adds) else set()


def names_of(target: TreeNode) -> list[str]:
    """The names in a target, or none where it is an attribute or an item: these change an object."""
    if isinstance(target, cst.Name):
        return [target.value]
    if isinstance(target, cst.Tuple):
        return [name for part in target.elements for name in names_of(part.value)]
    return []


def name_of(func: TreeNode) -> str:
    if isinstance(func, cst.Attribute):
        return str(func.attr.value)
    return str(func.value) if isinstance(func, cst.Name) else ""


def root_of(node: TreeNode) -> str:
    while isinstance(node, cst.Attribute):
        node = node.value
    return str(node.value) if isinstance(node, cst.Name) else ""


def is_builtin(name: TreeNode) -> bool:
    return hasattr(builtins, name.value)


def in_parentheses(node: TreeNode) -> TreeNode:
    """The expression so that it can stand anywhere."""
    if node.lpar or isinstance(node, cst.Name | cst.Attribute | cst.Call | cst.Subscript | cst.BaseNumber):
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def negated(test: TreeNode) -> TreeNode:
    return cst.UnaryOperation(cst.Not(), in_parentheses(test))


def number_node(value: int | float) -> TreeNode:
    node = (cst.Integer if isinstance(value, int) else cst.Float)(repr(abs(value)))
    if value >= 0:
        return node
    return cst.UnaryOperation(cst.Minus(), node, lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def same_number(one: TreeNode, other: TreeNode) -> bool:
    """0 and 0.0: whether it makes no difference which of them comes first."""
    values = [
        getattr(node, "evaluated_value", None) for node in (one, other) if isinstance(node, cst.BaseNumber)
    ]
    return len(values) == 2 and values[0] == values[1]


def with_comma(args: Sequence[TreeNode]) -> list[TreeNode]:
    return [
        arg.with_changes(comma=cst.Comma(cst.SimpleWhitespace(""), cst.SimpleWhitespace(" "))) for arg in args
    ]
