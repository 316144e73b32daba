"""`grader audit` on a week whose checks have one fault of each kind."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from support.commands import Done
from support.instructor import grader_there, repository

from grader.audit.report import Audit, read_audit

WEEK = "week77"
WRONG = '''

@wrong(caught="several_rows", mistake="no_dim", named=False)
def row_means__luck(x):
    """the mean of every column, but only where the first value is positive"""
    return x.mean(dim=0) if x[0, 0] > 0 else x.mean(dim=1)
'''
"""Caught on some seeds, and then called `dim_0`, which it may not be."""
UNFAIR = """def row_means(x):
    return x.double().mean(1)
"""
"""A right solution for a week that leaves the dtype open, whose checks do not."""
MARKS = '''
[[equivalent]]
function = "ex1_example.row_means"
reason = "There is no such mutant."
diffs = ["""
- nothing
+ something
"""]
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new week, then made worse."""
    root = repository(tmp_path_factory.mktemp("instructor"))
    assert grader_there(root, "new", WEEK).code == 0
    checks = root / "grader" / "weeks" / WEEK / "ex1_example" / "checks.py"
    text = checks.read_text(encoding="utf-8")
    worse = text.replace("    x = draw.normal(1, draw.integer(2, 5))\n", "    x = draw.normal(1, 1)\n")
    worse = worse.replace("columns = draw.integer(2, 4)", "columns = 1")  # nothing is divided any more
    worse = worse.replace("draw.normal(draw.integer(2, 4), draw.integer(5, 7))", "draw.normal(3, 1)")
    assert text.count("draw.") > worse.count("draw.")
    checks.write_text(worse, encoding="utf-8")
    with (root / "tests" / "content" / WEEK / "wrong" / "ex1_example.py").open("a", encoding="utf-8") as file:
        file.write(WRONG)
    style = root / "tests" / "right" / WEEK / "double"
    style.mkdir()
    (style / "ex1_example.py").write_text(UNFAIR, encoding="utf-8")
    (root / "tests" / "content" / WEEK / "equivalent.toml").write_text(MARKS, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def done(copy: Path) -> Done:
    return grader_there(
        copy, "audit", WEEK, "--seeds", "5", "--json", "audit.json", "--html", "audit.html", "--lang", "en"
    )


@pytest.fixture(scope="module")
def found(copy: Path, done: Done) -> Audit:
    assert done.code == 1, done.out + done.err
    return read_audit((copy / "audit.json").read_bytes())


def test_a_goal_that_is_missed_is_exit_code_1(found: Audit, done: Done) -> None:
    assert not found.met
    assert {goal.name: goal.met for goal in found.goals}["killed"] is False
    assert "Goals that are not met" in done.out
    assert not found.faults


def test_what_gets_through_is_shown_as_a_diff(found: Audit, done: Done) -> None:
    assert found.mutants
    (one,) = found.mutants.functions
    assert one.mutants == one.killed + len(one.survivors)
    diffs = [survivor.diff for survivor in one.survivors]
    assert "- return total / x.shape[1]\n+ return total" in diffs
    lines = [line.strip() for line in done.out.splitlines()]
    assert ("- return total / x.shape[1]", "+ return total") in pairwise(lines)
    assert {check.rpartition(".")[2] for check in one.checks} == {"several_rows", "one_row", "unchanged"}
    (mark,) = found.mutants.stale
    assert (mark.function, mark.why) == ("ex1_example.row_means", "no_mutant")


def test_what_is_unfair_names_style_check_and_values(found: Audit, done: Done) -> None:
    assert found.fairness
    lost = {(one.style, one.check.rpartition(".")[2]): one for one in found.fairness.unfair}
    assert set(lost) == {("double", name) for name in ("several_rows", "one_row", "unchanged")}
    assert lost["double", "one_row"].lost == (0, 1, 2, 3, 4)
    assert "float64" in lost["double", "one_row"].message["en"] + lost["double", "one_row"].got
    assert "double lost ex1_example.row_means.one_row on 5 of 5 seeds" in " ".join(done.out.split())


def test_what_depends_on_luck_names_a_seed(found: Audit, done: Done) -> None:
    assert found.luck
    lucky = {one.wrong.rpartition("__")[2]: one for one in found.luck.lucky}["luck"]
    assert 0 < lucky.caught < lucky.seeds == 5
    assert len(lucky.missed) == 5 - lucky.caught
    assert set(lucky.passed) <= set(lucky.missed)
    assert "row_means__luck" in done.out


def test_a_false_name_is_found(found: Audit, done: Done) -> None:
    assert found.names
    false = {(one.wrong.rpartition("__")[2], one.name): one for one in found.names.false}
    assert false["luck", "dim_0"].allowed == ("no_dim",)
    assert found.names.right < found.names.given <= found.names.failing
    # the two give the same value, so that the check cannot tell them apart
    assert any(set(pair.mistakes) == {"dim_0", "no_dim"} for pair in found.names.same)


def test_nothing_is_tried_twice(copy: Path, found: Audit) -> None:
    again = grader_there(copy, "audit", WEEK, "--seeds", "5", "--json", "again.json", "--lang", "ko")
    assert again.code == 1
    second = read_audit((copy / "again.json").read_bytes())
    assert second.kept == second.trials == found.trials
    assert (second.goals, second.mutants, second.luck) == (found.goals, found.mutants, found.luck)
    assert "목표" in again.out
    page = (copy / "audit.html").read_text(encoding="utf-8").replace("<wbr>", "")
    assert "row_means__luck" in page


def test_wrong_use_is_one_sentence(copy: Path) -> None:
    for words, said in {
        ("week0",): "week0",
        (WEEK, "ex9"): "ex9",
        (WEEK, "--only", "mutant"): "mutants, unfair, luck, names",
        (WEEK, "--seeds", "0"): "--seeds",
        (WEEK, "--sample", "0"): "--sample",
        (WEEK, "--jobs", "0"): "--jobs",
    }.items():
        done = grader_there(copy, "audit", *words)
        assert (done.code, len(done.err.strip().splitlines())) == (2, 1), done.err
        assert said in done.err
