"""Which failure of a function is shown first, and which function a student's one calls."""

from __future__ import annotations

import dataclasses

import pytest
from support.small_week import CHECKS

from grader.checking.helpers import blame, called
from grader.core.model import CheckResult, Finding, Status
from grader.results.leading import leading

VALUES, EMPTY, LARGE = CHECKS[:3]
FUNCTIONS = ("box_iou", "nms", "detect", "count")


def _failed(spec=VALUES, status=Status.FAILED, *, call="load(x [3, 5])", **words) -> CheckResult:  # type: ignore[no-untyped-def]
    return CheckResult(spec, status, finding=Finding("value", call=call, **words))


def test_nothing_failed() -> None:
    assert leading([]) is None
    assert leading([CheckResult(VALUES, Status.PASSED)]) is None


def test_advice_leads_nothing() -> None:
    assert leading([CheckResult(VALUES, Status.PASSED, finding=Finding("value"))]) is None


ORDER = [
    _failed(status=Status.FAULT, call=""),
    _failed(status=Status.ERROR, call=""),
    _failed(mistake="59", call="load(x [9, 9])"),
    _failed(helper="box_iou", call="load(x [9, 9, 9])"),
    _failed(call="load(x [2, 3], y [1])"),
    _failed(status=Status.ERROR, call="load(x [2, 4])"),
    CheckResult(VALUES, Status.NOT_STARTED, finding=Finding("not_started")),
]


@pytest.mark.parametrize("i", range(len(ORDER) - 1))
def test_what_helps_more_leads(i: int) -> None:
    better, worse = ORDER[i], dataclasses.replace(ORDER[i + 1], spec=EMPTY)
    assert leading([better, worse]) is better
    assert leading([worse, better]) is better


def test_of_equals_the_first_leads() -> None:
    first, second = _failed(VALUES), _failed(EMPTY)
    assert leading([CheckResult(LARGE, Status.PASSED), first, second]) is first


# ---- who calls whom -------------------------------------------------------------------------------------------------

DIRECT = "def box_iou(a, b): return 0\ndef nms(b): return box_iou(b, b)\n"
CALLS = {
    "directly": (DIRECT, {"nms": {"box_iou"}}),
    "through a function": (
        "def nms(b): return help(b)\ndef help(b): return box_iou(b, b)\ndef box_iou(a, b): ...\n",
        {"nms": {"box_iou"}},
    ),
    "through a class": (
        "class N:\n def f(self): return box_iou(1, 2)\ndef nms(b): return N().f()\ndef box_iou(a, b): ...\n",
        {"nms": {"box_iou"}},
    ),
    "through a name": ("iou = box_iou\ndef nms(b): return iou(1, 2)\n", {"nms": {"box_iou"}}),
    "as an argument": ("def nms(b): return map(box_iou, b, b)\n", {"nms": {"box_iou"}}),
    "in a ring": (
        "def nms(b): return box_iou(b, b)\ndef box_iou(a, b): return nms(a)\n",
        {"nms": {"box_iou"}, "box_iou": {"nms"}},
    ),
    "itself": ("def nms(b): return nms(b[1:])\n", {}),
    "only its name as text": ('def nms(b):\n "like box_iou"\n return "box_iou"\n', {}),
    "an attribute of another module": ("def nms(b): return torchvision.ops.box_iou(b, b)\n", {}),
    "a name that is written": ("def nms(b):\n box_iou = 3\n return b\n", {}),
    "the last definition counts": (DIRECT + "def nms(b): return []\n", {}),
    "no Python": ("def nms(:\n", {}),
    "a null byte": ("x = 1\0", {}),
}  # fmt: skip


@pytest.mark.parametrize("what", CALLS)
def test_which_functions_are_called(what: str) -> None:
    text, want = CALLS[what]
    assert {name: set(others) for name, others in called(text, FUNCTIONS).items() if others} == want


def test_blame_names_the_helper_and_no_mistake() -> None:
    calls = {VALUES.function: frozenset({"nms"}), "nms": frozenset({"box_iou"})}
    named = blame(_failed(mistake="59"), calls, frozenset({"nms"})).finding
    assert named is not None
    assert (named.helper, named.mistake) == ("nms", None)


def test_of_two_failing_helpers_the_innermost_is_named() -> None:
    calls = {VALUES.function: frozenset({"box_iou", "nms"}), "box_iou": frozenset({"nms"})}
    named = blame(_failed(), calls, frozenset({"nms", "box_iou"})).finding
    assert named is not None
    assert named.helper == "nms"


@pytest.mark.parametrize(
    "check",
    [
        CheckResult(VALUES, Status.PASSED),
        CheckResult(VALUES, Status.NOT_STARTED, finding=Finding("not_started")),
        CheckResult(VALUES, Status.ERROR, finding=Finding("syntax")),
        CheckResult(VALUES, Status.PASSED, finding=Finding("value")),
    ],
)
def test_other_results_blame_nobody(check: CheckResult) -> None:
    assert blame(check, {VALUES.function: frozenset({"nms"})}, frozenset({"nms"})) == check


def test_a_helper_that_passes_is_not_blamed() -> None:
    assert (
        blame(_failed(mistake="59"), {VALUES.function: frozenset({"nms"})}, frozenset()).finding
        == _failed(mistake="59").finding
    )
