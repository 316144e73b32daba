"""Item analysis: the figures held against NumPy's, and who is counted in them."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from support.reports import WEEK, fail, report

from grader.audit.items import (
    FEWEST,
    FEWEST_FAILURES,
    FoundClass,
    alike,
    class_part,
    point_biserial,
    read_class,
)
from grader.audit.report import ClassItem, ClassPart
from grader.core.errors import UsageError
from grader.core.model import Status, SubmissionStatus
from grader.core.target import Target
from grader.results.report import Report, encode

IDS = [spec.id for spec in WEEK.checks]


def part(reports: Sequence[Report], target: Target | None = None) -> ClassPart:
    return class_part(WEEK, FoundClass(Path("RESULTS"), tuple(reports)), target)


def items(reports: Sequence[Report]) -> Mapping[str, ClassItem]:
    return {item.check: item for item in part(reports).items}


def failing(name: str, places: Sequence[int], **more: Any) -> Report:
    """A submission that fails the checks at these places."""
    made = report(name)
    for place in places:
        made = fail(made, place, **more)
    return made


def drawn(seed: int, count: int) -> list[Report]:
    """A class in which whoever fails one check fails others more often."""
    rng = random.Random(seed)
    skill = [rng.random() for _ in range(count)]
    return [
        failing(f"s{n}", [place for place in range(len(IDS)) if rng.random() > skill[n]])
        for n in range(count)
    ]


# ---- discrimination -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_discrimination_is_the_correlation_with_the_rest(seed: int) -> None:
    reports = drawn(seed, 30)
    for place, (id, item) in enumerate(items(reports).items()):
        good = np.array([one.checks[place].points > 0 for one in reports], float)
        rest = np.array([sum(c.points for c in one.checks if c.id != id) for one in reports])
        assert item.n == 30
        assert item.pass_rate == pytest.approx(good.mean())
        assert item.discrimination == pytest.approx(np.corrcoef(good, rest)[0, 1])
        assert item.discrimination != pytest.approx(np.corrcoef(good, rest + 1.5 * good)[0, 1])


def test_point_biserial_of_a_known_case() -> None:
    """Passed by the better half: with rests 1..10 that is (8 - 3) / sqrt(8.25) / 2."""
    assert point_biserial([(n > 5, n) for n in range(1, 11)]) == pytest.approx(5 / 8.25**0.5 / 2)
    assert point_biserial([(n <= 5, n) for n in range(1, 11)]) == pytest.approx(-5 / 8.25**0.5 / 2)


def test_no_discrimination_where_nothing_tells_them_apart() -> None:
    many = range(2 * FEWEST)
    assert point_biserial([(True, n) for n in many]) is None
    assert point_biserial([(False, n) for n in many]) is None
    assert point_biserial([(n % 2 == 0, 4.1) for n in many]) is None
    assert point_biserial([(n % 2 == 0, n) for n in range(FEWEST - 1)]) is None
    assert point_biserial([(n % 2 == 0, n) for n in range(FEWEST)]) is not None
    assert point_biserial([]) is None


def test_a_check_that_only_the_weak_pass_discriminates_backwards() -> None:
    reports = [failing(f"a{n}", [0]) for n in range(6)] + [failing(f"b{n}", [3, 4, 5]) for n in range(6)]
    assert items(reports)[IDS[0]].discrimination == pytest.approx(-1.0)


def test_advice_is_counted_and_discriminates_nothing() -> None:
    function = WEEK.exercises[0].functions[0]
    specs = tuple(changed(spec, points=0.0) if spec.id == IDS[0] else spec for spec in function.checks)
    exercise = changed(WEEK.exercises[0], functions=(changed(function, checks=specs),))
    week = changed(WEEK, exercises=(exercise, *WEEK.exercises[1:]))
    reports = []
    for n, one in enumerate(drawn(1, 20)):
        tip = replace(
            one.checks[0], status=Status.PASSED, points=0.0, max_points=0.0, got="cpu" if n < 5 else ""
        )
        reports.append(replace(one, checks=(tip, *one.checks[1:])))
    found = class_part(week, FoundClass(Path("R"), tuple(reports))).items
    assert (found[0].pass_rate, found[0].discrimination, found[0].nobody_failed) == (0.75, None, False)
    assert found[1].discrimination is not None


def changed(value: Any, **changes: Any) -> Any:
    """A frozen dataclass with other fields."""
    return dataclasses.replace(value, **changes)


# ---- who is counted -------------------------------------------------------------------------------------------------


def test_whoever_did_not_begin_a_function_says_nothing_about_it() -> None:
    began = [report("a"), failing("b", [0])]
    others = [
        failing("stub", [0, 1, 2], status=Status.NOT_STARTED),
        failing("does not load", [0, 1, 2], status=Status.ERROR, got="SyntaxError: invalid syntax"),
        failing("hangs at load", [0, 1, 2], status=Status.TIMEOUT),
        failing("no function", [0, 1, 2], status=Status.ERROR, call="load(1)", got="AttributeError: load"),
        report("unreadable", status=SubmissionStatus.UNREADABLE),
        report("fault", status=SubmissionStatus.FAULT),
    ]
    found = part(began + others)
    by_check = {item.check: item for item in found.items}
    assert (found.submissions, found.graded) == (8, 6)
    assert (by_check[IDS[0]].n, by_check[IDS[0]].pass_rate) == (2, 0.5)
    assert (by_check[IDS[1]].n, by_check[IDS[1]].nobody_failed) == (2, True)
    assert by_check[IDS[3]].n == 6
    assert found.unnamed == ()


def test_an_error_in_a_call_counts_as_failed() -> None:
    for status in (Status.ERROR, Status.TIMEOUT, Status.CRASHED):
        one = items([failing("a", [0], status=status, call="load(1)", got="KeyError: 0")])[IDS[0]]
        assert (one.n, one.pass_rate, one.nobody_failed) == (1, 0.0, False)


def test_a_check_that_nobody_began_has_no_figures() -> None:
    one = items([failing("a", [0, 1, 2], status=Status.NOT_STARTED)])[IDS[0]]
    assert (one.n, one.pass_rate, one.discrimination, one.nobody_failed) == (0, None, None, False)


def test_a_report_without_some_checks() -> None:
    one = report("a")
    found = items([replace(one, checks=one.checks[:2])])
    assert [item.n for item in found.values()] == [1, 1, 0, 0, 0, 0, 0]


def test_a_class_of_nobody() -> None:
    found = part([report("a", status=SubmissionStatus.UNREADABLE)])
    assert (found.submissions, found.graded, found.unnamed) == (1, 0, ())
    assert {item.n for item in found.items} == {0}


def test_a_part_of_the_week_keeps_the_whole_score() -> None:
    reports = drawn(3, 20)
    some = part(reports, Target("ex2_second", "show")).items
    assert [item.check for item in some] == IDS[3:]
    assert some == part(reports).items[3:]


# ---- together -------------------------------------------------------------------------------------------------------


def test_checks_that_always_fall_together_are_a_set() -> None:
    """Three of one set, two of another, one that falls once more than its neighbour."""
    reports = [failing(f"a{n}", [0, 1, 3]) for n in range(5)] + [failing(f"b{n}", [2, 4]) for n in range(6)]
    reports += [failing("c", [5]), *[failing(f"d{n}", [5, 6]) for n in range(6)], report("e")]
    found = items(reports)
    assert found[IDS[0]].always_falls_with == (IDS[1], IDS[3])
    assert found[IDS[3]].always_falls_with == (IDS[0], IDS[1])
    assert found[IDS[2]].always_falls_with == (IDS[4],)
    assert found[IDS[5]].always_falls_with == found[IDS[6]].always_falls_with == ()


def test_few_failures_and_a_class_that_all_failed_make_no_set() -> None:
    few = [failing(f"a{n}", [0, 1]) for n in range(FEWEST_FAILURES - 1)] + [
        report(f"b{n}") for n in range(20)
    ]
    assert items(few)[IDS[0]].always_falls_with == ()
    everybody = [failing(f"a{n}", [0, 1]) for n in range(20)]
    assert items(everybody)[IDS[0]].always_falls_with == ()


def test_together_is_a_phi_of_one() -> None:
    reports = drawn(5, 14) + [failing(f"x{n}", [0, 3]) for n in range(5)]
    columns = np.array([[c.points > 0 for c in one.checks] for one in reports], float)
    with np.errstate(invalid="ignore"):
        phi = np.corrcoef(columns.T)
    for place, item in enumerate(items(reports).values()):
        for other in item.always_falls_with:
            assert phi[place, IDS.index(other)] == pytest.approx(1.0)


def test_whoever_began_only_one_of_two_functions_does_not_part_them() -> None:
    reports = [failing(f"a{n}", [0, 3]) for n in range(5)] + [report(f"b{n}") for n in range(6)]
    half = [fail(failing(f"c{n}", [3, 4, 5, 6], status=Status.NOT_STARTED), 0) for n in range(3)]
    assert items(reports + half)[IDS[0]].always_falls_with == (IDS[3],)


# ---- values without a name ------------------------------------------------------------------------------------------


def wrong(name: str, place: int, got: str, **more: Any) -> Report:
    return failing(name, [place], **{"call": "load(1)", "expected": "3", "got": got, **more})


def test_wrong_values_without_a_name_are_grouped() -> None:
    reports = [wrong(f"a{n}", 0, "2") for n in range(3)] + [wrong(f"b{n}", 0, "4") for n in range(2)]
    reports += [wrong("c", 0, "5"), wrong("d", 0, "2", mistake="59"), wrong("e", 0, ""), report("f")]
    found = part(reports).unnamed
    assert [(one.got, one.count, one.submissions) for one in found] == [
        ("2", 3, ("a0", "a1", "a2")),
        ("4", 2, ("b0", "b1")),
    ]
    assert (found[0].check, found[0].call, found[0].expected) == (IDS[0], "load(1)", "3")
    assert found[0].message["en"] == "It is another."
    assert not found[0].raised


def test_an_error_without_a_name_is_a_candidate() -> None:
    (one,) = part([wrong(f"a{n}", 0, "KeyError: 0", status=Status.ERROR) for n in range(2)]).unnamed
    assert one.raised


@pytest.mark.parametrize(
    "texts",
    [
        ("<Net object at 0x7f12ab340010>", "<Net object at 0x7f55cd000020>"),
        ("float32 tensor [3] = [0.3331, 2, 1e-07]", "float32 tensor [3] = [0.3332, 2, 1.0001e-07]"),
        ("No such file: '/tmp/kim/x.png'", "No such file: '/tmp/lee_2/b/x.png'"),
    ],
)
def test_what_varies_with_nothing_does_not_split_a_group(texts: tuple[str, str]) -> None:
    (one,) = part([wrong(f"a{n}", 0, text) for n, text in enumerate(texts)]).unnamed
    assert one.count == 2
    assert one.got in texts


@pytest.mark.parametrize(
    ("one", "other"),
    [("[1, 2]", "[1, 3]"), ("0.12", "0.13"), ("12345", "12346"), ("a/b", "a/c"), ("'x'", "x")],
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert alike(one) != alike(other)


def test_other_inputs_make_other_groups() -> None:
    reports = [wrong("a", 0, "2"), replace(wrong("b", 0, "2"), seed=8), wrong("c", 0, "2", call="load(2)")]
    assert part(reports).unnamed == ()


def test_a_mistake_in_several_checks_is_one_candidate() -> None:
    reports = [failing(f"a{n}", [0, 1, 2], got="2") for n in range(3)]
    reports += [wrong(f"b{n}", 1, "7") for n in range(2)]
    found = part(reports).unnamed
    assert [(one.check, one.count, one.also) for one in found] == [
        (IDS[0], 3, (IDS[1], IDS[2])),
        (IDS[1], 2, ()),
    ]


def test_what_is_named_elsewhere_comes_last() -> None:
    reports = [fail(wrong(f"a{n}", 0, "2"), 1, mistake="59") for n in range(4)]
    reports += [wrong(f"b{n}", 0, "4") for n in range(2)]
    assert [(one.got, one.count, one.named_elsewhere) for one in part(reports).unnamed] == [
        ("4", 2, 0),
        ("2", 4, 4),
    ]


# ---- the folder -----------------------------------------------------------------------------------------------------


def test_the_folder_is_read_as_far_as_it_is_of_this_week(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    for one in (report("kim"), report("이서연"), replace(report("other"), week="week91")):
        (reports / f"{one.submission}.json").write_text(encode(one), encoding="utf-8")
    (reports / "broken.json").write_text("{", encoding="utf-8")
    found = read_class(tmp_path, WEEK)
    assert [one.submission for one in found.reports] == ["kim", "이서연"]
    assert found.strange == ("broken.json", "other.json")
    assert class_part(WEEK, found).folder == tmp_path.name


def test_a_folder_without_reports_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as said:
        read_class(tmp_path, WEEK)
    assert said.value.key == "no_reports"
