"""What an audit does to a solution, one change at a time: the operators of mutmut, and those of this field.

An operator is a function of a node of libcst's tree that yields what may stand in its place. mutmut has numbers, strings,
comparisons, arithmetic, arguments and assignments. Ours are what a student of a lab session leaves out or takes for
another: a method call, `with torch.no_grad()`, a statement or two in the other order, `argmin` for `argmax`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import libcst as cst
import libcst.matchers as m
from mutmut.mutation.mutators import mutation_operators as of_mutmut

from grader.audit.tree import (
    Surroundings,
    TreeNode,
    can_go,
    in_parentheses,
    independent,
    is_builtin,
    name_of,
    negated,
    number_node,
    root_of,
    same_number,
    statements_of,
    with_comma,
)

Operator = Callable[[TreeNode, Surroundings], Iterable[TreeNode]]

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


def dropped_call(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """`x.clone()` and `float(x)` without the call: x. As a statement the call is deleted anyway."""
    if not isinstance(node, cst.Call) or isinstance(place.parent, cst.Expr):
        return
    first = node.args[0] if node.args else None
    plain = first is not None and first.keyword is None and first.star == ""
    func = node.func
    if isinstance(func, cst.Attribute) and root_of(func) not in place.modules:
        yield in_parentheses(func.value)
    elif plain and (isinstance(func, cst.Attribute) or (isinstance(func, cst.Name) and is_builtin(func))):
        assert first is not None
        yield in_parentheses(first.value)


def dropped_keyword(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """`clamp(min=0)` without its only argument; mutmut drops one of several."""
    if isinstance(node, cst.Call) and len(node.args) == 1 and node.args[0].keyword is not None:
        yield node.with_changes(args=[])


def swapped_arguments(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """Two positional arguments in the other order."""
    if not isinstance(node, cst.Call) or name_of(node.func) in COMMUTATIVE:
        return
    args = node.args
    for i in range(len(args) - 1):
        if all(a.keyword is None and a.star == "" for a in args[i : i + 2]):
            one, other = args[i], args[i + 1]
            swapped = [one.with_changes(value=other.value), other.with_changes(value=one.value)]
            yield node.with_changes(args=[*args[:i], *swapped, *args[i + 2 :]])


def reversed_order(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """`sorted(...)` and `.sort(...)` with `reverse=True` where nothing is said."""
    if not isinstance(node, cst.Call) or name_of(node.func) not in ("sorted", "sort"):
        return
    if not any(a.keyword is not None and a.keyword.value == "reverse" for a in node.args):
        more = cst.Arg(cst.Name("True"), keyword=cst.Name("reverse"))
        yield node.with_changes(args=[*with_comma(node.args), more])


def other_name(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """The other one of a pair: a function, a method, an attribute or a keyword."""
    if isinstance(node, cst.Attribute):
        yield from (node.with_changes(attr=cst.Name(other)) for other in OTHERS.get(node.attr.value, ()))
    elif isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and is_builtin(node.func):
        yield from (node.with_changes(func=cst.Name(other)) for other in OTHERS.get(node.func.value, ()))
    elif isinstance(node, cst.Arg) and node.keyword is not None:
        others = OTHERS.get(node.keyword.value, ())
        yield from (node.with_changes(keyword=cst.Name(other)) for other in others)


# ---- statements -----------------------------------------------------------------------------------------------------


def deleted_statement(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """A block without one of its statements. A name that is assigned nowhere else stays: it would only be missing."""
    for i, statement in statements_of(node):
        if can_go(statement, place):
            left = [*node.body[:i], *node.body[i + 1 :]]
            yield node.with_changes(body=left or [cst.parse_statement("pass")])


def swapped_statements(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """A block with two neighbours in the other order, unless they have nothing to do with each other.

    Nothing is moved below a `return`, where it would never be reached.
    """
    body = getattr(node, "body", ())
    for i, statement in statements_of(node):
        if i + 1 == len(body) or m.matches(body[i + 1], m.SimpleStatementLine(body=[m.Return() | m.Raise()])):
            continue
        if not independent(statement, body[i + 1]):
            yield node.with_changes(body=[*body[:i], body[i + 1], statement, *body[i + 2 :]])


def without_with(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """What is inside `with torch.no_grad():` and `try: ... finally:`, without them."""
    for i, statement in statements_of(node):
        plain = isinstance(statement, cst.With) and all(item.asname is None for item in statement.items)
        if plain or (isinstance(statement, cst.Try) and statement.finalbody is not None):
            yield node.with_changes(body=[*node.body[:i], *statement.body.body, *node.body[i + 1 :]])


def without_decorator(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    if isinstance(node, cst.FunctionDef):
        for i in range(len(node.decorators)):
            yield node.with_changes(decorators=[*node.decorators[:i], *node.decorators[i + 1 :]])


def condition(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """An `if` that is always or never taken, and its opposite; a comprehension without its `if`."""
    if isinstance(node, cst.If):
        for test in (cst.Name("True"), cst.Name("False"), negated(node.test)):
            yield node.with_changes(test=test)
        if isinstance(node.orelse, cst.Else):
            yield node.with_changes(orelse=None)
    elif isinstance(node, cst.IfExp):
        yield node.with_changes(test=negated(node.test))
    elif isinstance(node, cst.CompFor):
        for i, clause in enumerate(node.ifs):
            yield node.with_changes(ifs=[*node.ifs[:i], *node.ifs[i + 1 :]])
            changed = clause.with_changes(test=negated(clause.test))
            yield node.with_changes(ifs=[*node.ifs[:i], changed, *node.ifs[i + 1 :]])


def loop_end(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """A `break` that goes on. mutmut has the other way, and one that is deleted is a deleted statement."""
    if isinstance(node, cst.Break):
        yield cst.Continue()


# ---- values ---------------------------------------------------------------------------------------------------------


def smaller_number(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """One less, and a tenth more or less of a fraction; mutmut has one more."""
    if isinstance(node, cst.Integer):
        yield number_node(node.evaluated_value - 1)
    elif isinstance(node, cst.Float) and node.evaluated_value:
        yield from (number_node(round(node.evaluated_value * factor, 9)) for factor in (0.9, 1.1))


def other_comparison(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """`<` for `>`: the other direction. mutmut has the boundary."""
    directions = {
        cst.LessThan: cst.GreaterThan, cst.GreaterThan: cst.LessThan,
        cst.LessThanEqual: cst.GreaterThanEqual, cst.GreaterThanEqual: cst.LessThanEqual,
    }  # fmt: skip
    if isinstance(node, cst.ComparisonTarget) and type(node.operator) in directions:
        yield node.with_changes(operator=directions[type(node.operator)]())


def one_operand(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """One side of `a + b` or `a and b` alone; `-a` as a."""
    if isinstance(node, cst.BinaryOperation | cst.BooleanOperation):
        yield in_parentheses(node.left)
        yield in_parentheses(node.right)
    elif m.matches(node, m.UnaryOperation(operator=m.Minus(), expression=~(m.Integer() | m.Float()))):
        yield in_parentheses(node.expression)


def index(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """The last for the first and the other way; a slice without one of its ends; no index at all."""
    if isinstance(node, cst.SubscriptElement):
        part = node.slice
        if isinstance(part, cst.Index):
            if m.matches(part.value, m.Integer(value="0")):
                yield node.with_changes(slice=cst.Index(number_node(-1)))
            elif m.matches(part.value, m.UnaryOperation(operator=m.Minus(), expression=m.Integer())):
                yield node.with_changes(slice=cst.Index(number_node(0)))
        else:
            for end in ("lower", "upper", "step"):
                if getattr(part, end) is not None:
                    yield node.with_changes(slice=part.with_changes(**{end: None}))
    elif isinstance(node, cst.Subscript) and not isinstance(place.parent, cst.AssignTarget | cst.AugAssign):
        yield in_parentheses(node.value)


def elements(node: TreeNode, place: Surroundings) -> Iterator[TreeNode]:
    """A tuple, list or dictionary with two neighbours swapped or one left out. What is assigned to stays."""
    is_target = getattr(place.parent, "target", None) is node
    if isinstance(node, cst.Tuple | cst.List | cst.Dict) and not is_target:
        parts = node.elements
        for i in range(len(parts) - 1):
            one, other = parts[i], parts[i + 1]
            if all(hasattr(part, "value") for part in (one, other)) and not same_number(
                one.value, other.value
            ):
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


def changed(node: TreeNode, place: Surroundings) -> Iterator[tuple[str, TreeNode]]:
    """What may stand in the place of a node, each with the name of the operator that made it."""
    if not (isinstance(node, cst.Call) and name_of(node.func) in UNTOUCHED_CALLS):
        for kind, theirs in of_mutmut:
            if isinstance(node, kind) and not isinstance(node, cst.AnnAssign):
                label = theirs.__name__.removeprefix("operator_")
                yield from ((label, new) for new in theirs(node) if _safe(node) == _safe(new))
    for label, ours in OWN.items():
        yield from ((label, new) for new in ours(node, place))


def is_safety(node: TreeNode) -> bool:
    """Whether it is an argument that stays as it is."""
    return isinstance(node, cst.Arg) and node.keyword is not None and node.keyword.value in SAFETY


def _safe(node: TreeNode) -> list[TreeNode]:
    return [arg.value for arg in node.args if is_safety(arg)] if isinstance(node, cst.Call) else []
