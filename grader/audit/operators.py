"""What an audit does to a solution, one change at a time: the operators of mutmut, and those of this field.

An operator is a function of a node of libcst's tree that yields what may stand in its place. mutmut has numbers, strings,
comparisons, arithmetic, arguments and assignments. Ours are what a student of a lab session leaves out or takes for
another: a method call, `with torch.no_grad()`, a statement or two in the other order, `argmin` for `argmax`.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst
import libcst.matchers as m
from mutmut.mutation.mutators import mutation_operators as of_mutmut

Node = Any
"""A node of libcst's tree. The library is an extra: to mypy it is the same whether it is installed or not."""


@dataclass(frozen=True)
class Place:
    """Where a node stands, for the operators that need to know."""

    parent: Node
    modules: frozenset[str]
    """Names that the file imports: `torch.sqrt(x)` is a function of x, `x.sqrt()` a method."""
    assigned: tuple[str, ...]
    """The names that the function assigns to, once for every time."""


Operator = Callable[[Node, Place], Iterable[Node]]

PAIRS = (
    "argmax argmin", "min max", "minimum maximum", "amin amax", "mean sum", "any all", "zeros ones", "floor ceil",
    "round floor", "round trunc", "cat stack", "std var", "softmax sigmoid", "softmax log_softmax", "train eval",
    "named_modules named_children", "modules children", "named_parameters named_buffers", "items values", "keys values",
    "register_forward_hook register_forward_pre_hook", "width height", "float64 float32", "uint8 int64", "int64 int32",
    "double float", "float int", "append extend", "in_features out_features", "in_channels out_channels",
    "floor_divide true_divide", "rows columns", "squeeze unsqueeze", "BILINEAR NEAREST",
)  # fmt: skip
"""Names that are taken for each other, both ways."""
OTHERS: dict[str, list[str]] = {}
for _pair in PAIRS:
    _one, _other = _pair.split()
    OTHERS.setdefault(_one, []).append(_other)
    OTHERS.setdefault(_other, []).append(_one)

UNTOUCHED_CALLS = {"len", "isinstance"}
"""Their arguments are not dropped, as in mutmut."""
COMMUTATIVE = {"min", "max", "minimum", "maximum"}
SAFETY = {"strict"}
"""Keyword arguments that change nothing where a solution is right: `zip(a, b, strict=True)`."""


# ---- calls ----------------------------------------------------------------------------------------------------------


def dropped_call(node: Node, place: Place) -> Iterator[Node]:
    """`x.clone()` and `float(x)` without the call: x. As a statement the call is deleted anyway."""
    if not isinstance(node, cst.Call) or isinstance(place.parent, cst.Expr):
        return
    first = node.args[0] if node.args else None
    plain = first is not None and first.keyword is None and first.star == ""
    func = node.func
    if isinstance(func, cst.Attribute) and _root(func) not in place.modules:
        yield _in_parentheses(func.value)
    elif plain and (isinstance(func, cst.Attribute) or (isinstance(func, cst.Name) and _is_builtin(func))):
        assert first is not None
        yield _in_parentheses(first.value)


def dropped_keyword(node: Node, place: Place) -> Iterator[Node]:
    """`clamp(min=0)` without its only argument; mutmut drops one of several."""
    if isinstance(node, cst.Call) and len(node.args) == 1 and node.args[0].keyword is not None:
        yield node.with_changes(args=[])


def swapped_arguments(node: Node, place: Place) -> Iterator[Node]:
    """Two positional arguments in the other order."""
    if not isinstance(node, cst.Call) or _name(node.func) in COMMUTATIVE:
        return
    args = node.args
    for i in range(len(args) - 1):
        if all(a.keyword is None and a.star == "" for a in args[i : i + 2]):
            one, other = args[i], args[i + 1]
            swapped = [one.with_changes(value=other.value), other.with_changes(value=one.value)]
            yield node.with_changes(args=[*args[:i], *swapped, *args[i + 2 :]])


def reversed_order(node: Node, place: Place) -> Iterator[Node]:
    """`sorted(...)` and `.sort(...)` with `reverse=True` where nothing is said."""
    if not isinstance(node, cst.Call) or _name(node.func) not in ("sorted", "sort"):
        return
    if not any(a.keyword is not None and a.keyword.value == "reverse" for a in node.args):
        more = cst.Arg(cst.Name("True"), keyword=cst.Name("reverse"))
        yield node.with_changes(args=[*_with_comma(node.args), more])


def other_name(node: Node, place: Place) -> Iterator[Node]:
    """The other one of a pair: a function, a method, an attribute or a keyword."""
    if isinstance(node, cst.Attribute):
        yield from (node.with_changes(attr=cst.Name(other)) for other in OTHERS.get(node.attr.value, ()))
    elif isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and _is_builtin(node.func):
        yield from (node.with_changes(func=cst.Name(other)) for other in OTHERS.get(node.func.value, ()))
    elif isinstance(node, cst.Arg) and node.keyword is not None:
        others = OTHERS.get(node.keyword.value, ())
        yield from (node.with_changes(keyword=cst.Name(other)) for other in others)


# ---- statements -----------------------------------------------------------------------------------------------------


def deleted_statement(node: Node, place: Place) -> Iterator[Node]:
    """A block without one of its statements. A name that is assigned nowhere else stays: it would only be missing."""
    for i, statement in _statements(node):
        if _can_go(statement, place):
            left = [*node.body[:i], *node.body[i + 1 :]]
            yield node.with_changes(body=left or [cst.parse_statement("pass")])


def swapped_statements(node: Node, place: Place) -> Iterator[Node]:
    """A block with two neighbours in the other order, unless they have nothing to do with each other.

    Nothing is moved below a `return`, where it would never be reached.
    """
    body = getattr(node, "body", ())
    for i, statement in _statements(node):
        if i + 1 == len(body) or m.matches(body[i + 1], m.SimpleStatementLine(body=[m.Return() | m.Raise()])):
            continue
        if not _independent(statement, body[i + 1]):
            yield node.with_changes(body=[*body[:i], body[i + 1], statement, *body[i + 2 :]])


def without_with(node: Node, place: Place) -> Iterator[Node]:
    """What is inside `with torch.no_grad():` and `try: ... finally:`, without them."""
    for i, statement in _statements(node):
        plain = isinstance(statement, cst.With) and all(item.asname is None for item in statement.items)
        if plain or (isinstance(statement, cst.Try) and statement.finalbody is not None):
            yield node.with_changes(body=[*node.body[:i], *statement.body.body, *node.body[i + 1 :]])


def without_decorator(node: Node, place: Place) -> Iterator[Node]:
    if isinstance(node, cst.FunctionDef):
        for i in range(len(node.decorators)):
            yield node.with_changes(decorators=[*node.decorators[:i], *node.decorators[i + 1 :]])


def condition(node: Node, place: Place) -> Iterator[Node]:
    """An `if` that is always or never taken, and its opposite; a comprehension without its `if`."""
    if isinstance(node, cst.If):
        for test in (cst.Name("True"), cst.Name("False"), _negated(node.test)):
            yield node.with_changes(test=test)
        if isinstance(node.orelse, cst.Else):
            yield node.with_changes(orelse=None)
    elif isinstance(node, cst.IfExp):
        yield node.with_changes(test=_negated(node.test))
    elif isinstance(node, cst.CompFor):
        for i, clause in enumerate(node.ifs):
            yield node.with_changes(ifs=[*node.ifs[:i], *node.ifs[i + 1 :]])
            changed = clause.with_changes(test=_negated(clause.test))
            yield node.with_changes(ifs=[*node.ifs[:i], changed, *node.ifs[i + 1 :]])


def loop_end(node: Node, place: Place) -> Iterator[Node]:
    """A `break` that goes on, and one that does nothing; a `continue` that does nothing. mutmut has the other way."""
    if isinstance(node, cst.Break):
        yield cst.Continue()
    if isinstance(node, cst.Break | cst.Continue):
        yield cst.Pass()


# ---- values ---------------------------------------------------------------------------------------------------------


def smaller_number(node: Node, place: Place) -> Iterator[Node]:
    """One less, and a tenth more or less of a fraction; mutmut has one more."""
    if isinstance(node, cst.Integer):
        yield _number(node.evaluated_value - 1)
    elif isinstance(node, cst.Float) and node.evaluated_value:
        yield from (_number(round(node.evaluated_value * factor, 9)) for factor in (0.9, 1.1))


def other_comparison(node: Node, place: Place) -> Iterator[Node]:
    """`<` for `>`: the other direction. mutmut has the boundary."""
    directions = {
        cst.LessThan: cst.GreaterThan, cst.GreaterThan: cst.LessThan,
        cst.LessThanEqual: cst.GreaterThanEqual, cst.GreaterThanEqual: cst.LessThanEqual,
    }  # fmt: skip
    if isinstance(node, cst.ComparisonTarget) and type(node.operator) in directions:
        yield node.with_changes(operator=directions[type(node.operator)]())


def one_operand(node: Node, place: Place) -> Iterator[Node]:
    """One side of `a + b` or `a and b` alone; `-a` as a."""
    if isinstance(node, cst.BinaryOperation | cst.BooleanOperation):
        yield _in_parentheses(node.left)
        yield _in_parentheses(node.right)
    elif m.matches(node, m.UnaryOperation(operator=m.Minus(), expression=~(m.Integer() | m.Float()))):
        yield _in_parentheses(node.expression)


def index(node: Node, place: Place) -> Iterator[Node]:
    """The last for the first and the other way; a slice without one of its ends; no index at all."""
    if isinstance(node, cst.SubscriptElement):
        part = node.slice
        if isinstance(part, cst.Index):
            if m.matches(part.value, m.Integer(value="0")):
                yield node.with_changes(slice=cst.Index(_number(-1)))
            elif m.matches(part.value, m.UnaryOperation(operator=m.Minus(), expression=m.Integer())):
                yield node.with_changes(slice=cst.Index(_number(0)))
        else:
            for end in ("lower", "upper", "step"):
                if getattr(part, end) is not None:
                    yield node.with_changes(slice=part.with_changes(**{end: None}))
    elif isinstance(node, cst.Subscript) and not isinstance(place.parent, cst.AssignTarget | cst.AugAssign):
        yield _in_parentheses(node.value)


def elements(node: Node, place: Place) -> Iterator[Node]:
    """A tuple, list or dictionary with two neighbours swapped or one left out. What is assigned to stays."""
    is_target = getattr(place.parent, "target", None) is node
    if isinstance(node, cst.Tuple | cst.List | cst.Dict) and not is_target:
        parts = node.elements
        for i in range(len(parts) - 1):
            one, other = parts[i], parts[i + 1]
            if all(hasattr(part, "value") for part in (one, other)):
                swapped = [one.with_changes(value=other.value), other.with_changes(value=one.value)]
                yield node.with_changes(elements=[*parts[:i], *swapped, *parts[i + 2 :]])
        if len(parts) > 1:
            for i in range(len(parts)):
                left = [*parts[:i], *parts[i + 1 :]]
                if len(left) == 1 and isinstance(node, cst.Tuple):
                    left = [left[0].with_changes(comma=cst.Comma())]
                yield node.with_changes(elements=left)


OWN: dict[str, Operator] = {
    one.__name__: one
    for one in (
        dropped_call, dropped_keyword, swapped_arguments, reversed_order, other_name, deleted_statement,
        swapped_statements, without_with, without_decorator, condition, loop_end, smaller_number, other_comparison,
        one_operand, index, elements,
    )
}  # fmt: skip


def changed(node: Node, place: Place) -> Iterator[tuple[str, Node]]:
    """What may stand in the place of a node, each with the name of the operator that made it."""
    if not (isinstance(node, cst.Call) and _name(node.func) in UNTOUCHED_CALLS):
        for kind, theirs in of_mutmut:
            if isinstance(node, kind) and not isinstance(node, cst.AnnAssign):
                label = theirs.__name__.removeprefix("operator_")
                yield from ((label, new) for new in theirs(node) if _safe(node) == _safe(new))
    for label, ours in OWN.items():
        yield from ((label, new) for new in ours(node, place))


def is_safety(node: Node) -> bool:
    """Whether it is an argument that stays as it is."""
    return isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value in SAFETY


def _safe(node: Node) -> list[Node]:
    return [arg.value for arg in node.args if is_safety(arg)] if isinstance(node, cst.Call) else []


# ---- of the tree ----------------------------------------------------------------------------------------------------


def _statements(node: Node) -> Iterator[tuple[int, Node]]:
    """The statements of a block with their places, without its docstring."""
    if isinstance(node, cst.IndentedBlock):
        doc = m.SimpleStatementLine(body=[m.Expr(value=m.SimpleString() | m.ConcatenatedString())])
        yield from ((i, one) for i, one in enumerate(node.body) if not (i == 0 and m.matches(one, doc)))


def _can_go(statement: Node, place: Place) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine):
        return not isinstance(statement, cst.FunctionDef | cst.ClassDef)
    one = statement.body[0]
    if isinstance(one, cst.Assign):
        names = _names(one.targets[0].target)
        return not names or all(place.assigned.count(name) > 1 for name in names)
    return not isinstance(one, cst.Pass | cst.AnnAssign)


def assigned_names(function: Node) -> tuple[str, ...]:
    """The names that a function assigns to, once for every time; its arguments and loop variables count."""
    found: list[str] = [param.name.value for param in m.findall(function.params, m.Param())]
    for one in m.findall(function, m.AssignTarget() | m.For() | m.NamedExpr()):
        found += _names(one.target)
    return tuple(found)


def _independent(one: Node, other: Node) -> bool:
    """Whether both only make values of names, or add to a list, and neither uses what the other makes."""
    made = [_made(one), _made(other)]
    used = [{name.value for name in m.findall(statement, m.Name())} for statement in (one, other)]
    return bool(made[0] and made[1]) and not (made[0] & used[1] or made[1] & used[0])


def _made(statement: Node) -> set[str]:
    """The names whose value a statement makes; empty where it may do something else."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return set()
    one = statement.body[0]
    if isinstance(one, cst.Assign):
        return set(_names(one.targets[0].target))
    if isinstance(one, cst.AugAssign):
        return set(_names(one.target))
    adds = m.Expr(value=m.Call(func=m.Attribute(value=m.Name(), attr=m.Name(value="append"))))
    return {one.value.func.value.value} if m.matches(one, adds) else set()


def _names(target: Node) -> list[str]:
    """The names in a target, or none where it is an attribute or an item: these change an object."""
    if isinstance(target, cst.Name):
        return [target.value]
    if isinstance(target, cst.Tuple):
        return [name for part in target.elements for name in _names(part.value)]
    return []


def _name(func: Node) -> str:
    if isinstance(func, cst.Attribute):
        return str(func.attr.value)
    return str(func.value) if isinstance(func, cst.Name) else ""


def _root(node: Node) -> str:
    while isinstance(node, cst.Attribute):
        node = node.value
    return str(node.value) if isinstance(node, cst.Name) else ""


def _is_builtin(name: Node) -> bool:
    return hasattr(builtins, name.value)


def _in_parentheses(node: Node) -> Node:
    """The expression so that it can stand anywhere."""
    if node.lpar or isinstance(node, cst.Name | cst.Attribute | cst.Call | cst.Subscript | cst.BaseNumber):
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _negated(test: Node) -> Node:
    return cst.UnaryOperation(cst.Not(), _in_parentheses(test))


def _number(value: int | float) -> Node:
    node = (cst.Integer if isinstance(value, int) else cst.Float)(repr(abs(value)))
    if value >= 0:
        return node
    return cst.UnaryOperation(cst.Minus(), node, lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _with_comma(args: Sequence[Node]) -> list[Node]:
    return [
        arg.with_changes(comma=cst.Comma(cst.SimpleWhitespace(""), cst.SimpleWhitespace(" "))) for arg in args
    ]
