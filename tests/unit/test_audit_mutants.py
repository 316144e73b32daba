"""The mutants of a solution: what each operator does, and that a diff is a name that stays."""

from __future__ import annotations

import textwrap

import pytest
from support.offenders import for_each

from grader.audit.mutants import Mutant, NoPython, mutants
from grader.audit.operators import OWN

HEAD = "import torch\nfrom torch import nn\n\n\n"


def made(body: str, head: str = "def f(x, y):", operator: str = "") -> list[str]:
    """The diffs of a function with this body, without indentation."""
    source = f"{HEAD}{head}\n{textwrap.indent(textwrap.dedent(body).strip(), '    ')}\n"
    return [one.diff for one in mutants("ex1", source, "f") if operator in ("", one.operator)]


def after(body: str, operator: str) -> list[str]:
    """The new lines of one-line changes."""
    return [
        line[2:] for diff in made(body, operator=operator) for line in diff.splitlines() if line[0] == "+"
    ]


ONE_LINE = {
    "dropped_call": ("return x.clone().item()", ["return x.clone()", "return x.item()"]),
    "dropped_call of a function": ("return torch.sqrt(x)", ["return x"]),
    "dropped_call of a builtin": ("return float(x + y)", ["return x + y"]),
    "dropped_keyword": ("return x.clamp(min=0)", ["return x.clamp()"]),
    "swapped_arguments": ("return torch.fmod(x, y)", ["return torch.fmod(y, x)"]),
    "swapped_arguments of max": ("return max(x, y)", []),
    "reversed_order": ("return sorted(x)", ["return sorted(x, reverse=True)"]),
    "other_name": ("return x.argmax(dim=1)", ["return x.argmin(dim=1)"]),
    "other_name of a builtin": ("return min(x, y)", ["return max(x, y)"]),
    "other_name of a keyword": ("return x.clamp(min=y)", ["return x.clamp(max=y)"]),
    "loop_end": ("for i in x:\n    break", ["continue"]),
    "smaller_number": ("return x[2]", ["return x[1]"]),
    "smaller_number of a fraction": ("return 0.5", ["return 0.45", "return 0.55"]),
    "other_comparison": ("return x > y", ["return x < y"]),
    "one_operand": ("return x - y", ["return x", "return y"]),
    "index": ("return x[0]", ["return x", "return x[-1]"]),
    "index of a slice": ("return x[1::2]", ["return x", "return x[::2]", "return x[1:]"]),
    "elements": ("return (x, y)", ["return (y, x)", "return (y,)", "return (x,)"]),
    "elements that are equal": ("return (0.0, 0)", ["return (0,)", "return (0.0,)"]),
    "condition": ("return [i for i in x if i]", ["return [i for i in x]", "return [i for i in x if not i]"]),
}


@for_each({name: (name, *case) for name, case in ONE_LINE.items()})
def test_what_an_operator_does(name: str, body: str, want: list[str]) -> None:
    assert sorted(after(body, name.partition(" ")[0])) == sorted(want)


def test_statements() -> None:
    body = """
        x.eval()
        with torch.no_grad():
            z = x(y)
        return z
    """
    assert made(body, operator="without_with") == ["- with torch.no_grad():"]
    assert "- x.eval()" in made(body, operator="deleted_statement")
    swapped = made("x.eval()\nx(y)", operator="swapped_statements")
    assert swapped == ["  def f(x, y):\n+ x(y)\n  x.eval()\n- x(y)"]
    assert made("a = x\nb = y\nreturn a", operator="swapped_statements") == []
    assert made("a = x\nb = a\nreturn b", operator="swapped_statements") != []
    assert made("x.eval()\na, b = 0, 1\nreturn a", operator="swapped_statements") == []
    assert made("return x", head="@torch.no_grad()\ndef f(x):", operator="without_decorator") == [
        "- @torch.no_grad()"
    ]
    assert made("if x:\n    y = 1\nelse:\n    y = 2", operator="condition")[-1] == "- else:\n- y = 2"


def test_those_of_mutmut_are_there() -> None:
    found = made("z = x + 1\nif z <= y:\n    z += 2\nreturn z == y")
    for line in ("+ z = x - 1", "+ z = x + 2", "+ if z < y:", "+ z = 2", "+ return z != y", "+ z = None"):
        assert any(line in diff.splitlines() for diff in found), line


def test_types_and_words_are_left_alone() -> None:
    source = HEAD + (
        'def f(x: "torch.Tensor" = None) -> tuple[int, int]:\n'
        '    """Two: 1 and 2."""\n'
        "    z: dict[str, int] = {}  # 3 of them\n"
        "    return z\n"
    )
    for one in mutants("ex1", source, "f"):
        head, doc = one.text.splitlines()[4:6]
        assert doc == '    """Two: 1 and 2."""'
        assert '"torch.Tensor"' in head
        assert "tuple[int, int]" in head
        assert "int" not in one.diff.replace("z: dict[str, int]", "")
        assert "3 of" not in one.diff


def test_one_change_in_one_function_and_each_once() -> None:
    source = HEAD + "A = 1\n\n\ndef f(x):\n    return x.sum() + 1\n\n\ndef g(x):\n    return x.sum() + 1\n"
    found = mutants("ex1", source, "g")
    assert len({one.text for one in found}) == len(found) > 5
    assert len({one.diff for one in found}) == len(found)
    for one in found:
        assert one.text.startswith(source[: source.index("def g")])
        compile(one.text, "ex1.py", "exec")
    assert mutants("ex1", source, "h") == []


def test_what_is_no_python_is_said_with_its_line() -> None:
    with pytest.raises(NoPython) as caught:
        mutants("ex1", HEAD + "def f(x:\n    return x\n", "f")
    assert caught.value.line >= 5


def test_the_line_is_that_of_the_file() -> None:
    source = HEAD + "def f(x):\n    x = x + 1\n    x.eval()\n    return x\n"
    lines = {one.diff: one.line for one in mutants("ex1", source, "f")}
    assert lines["- x.eval()"] == 7
    assert lines["- x = x + 1\n+ x = x - 1"] == 6


def test_a_diff_stays_when_the_file_is_edited_elsewhere() -> None:
    before = HEAD + "def f(x):\n    z = x.sum(dim=1)\n    return z / 2\n"
    edited = HEAD + (
        "B = 5\n\n\ndef g(x):\n    return x\n\n\ndef f(x: torch.Tensor) -> torch.Tensor:\n"
        '    """Half."""\n    z = x.sum( dim = 1 )  # [N]\n    return z/2\n'
    )
    assert {one.diff for one in mutants("ex1", before, "f")} == {
        one.diff for one in mutants("ex1", edited, "f")
    }


def test_two_places_that_look_alike_have_two_diffs() -> None:
    found = mutants(
        "ex1", HEAD + "def f(x):\n    a = x\n    x.eval()\n    b = x\n    x.eval()\n    return a, b\n", "f"
    )
    deleted: list[Mutant] = [
        one for one in found if "- x.eval()" in one.diff and one.operator == "deleted_statement"
    ]
    assert len({one.diff for one in deleted}) == 2


@pytest.mark.parametrize("name", OWN)
def test_every_operator_is_tested(name: str) -> None:
    statements = {"deleted_statement", "swapped_statements", "without_with", "without_decorator"}
    assert name in statements | {key.partition(" ")[0] for key in ONE_LINE}
