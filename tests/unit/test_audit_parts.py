"""The parts of an audit that start no process: marks, keys, the cache, verdicts, the report, the screen."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pytest
from rich.console import Console
from support.offenders import for_each
from support.small_week import WEEK

from grader.audit import judge
from grader.audit.cache import TrialCache
from grader.audit.equivalent import Equivalents, read_equivalents
from grader.audit.gather import Gathered, MutantTrial, RightTrial, WrongTrial
from grader.audit.mutants import Mutant
from grader.audit.report import (
    AUDIT_SCHEMA,
    Audit,
    BrokenAudit,
    ClassItem,
    ClassPart,
    StaleMark,
    UnnamedValue,
    audit_json,
    read_audit,
)
from grader.audit.run import try_all
from grader.audit.trials import CALL_SECONDS, FailedCheck, Trial, TrialKeys, TrialOutcome
from grader.audit.view import show_audit
from grader.audit.wrong import WrongSolution
from grader.checking.depends import Ground
from grader.core.errors import GraderFault, UsageError
from grader.core.model import LANGS, Lang, Mistake, Status
from grader.core.week import load_week

LOAD = "ex1_first.load"
MISTAKES = {
    number: Mistake(number, name, {"ko": "원인", "en": "cause"})
    for number, name in {"59": "last_of_none", "60": "first_of_none", "61": "never_seen"}.items()
}
GOALS = {"killed": 0.5, "unfair": 0, "caught": 1.0, "names_right": 0.5, "names_given": 0.9}
SMALL = dataclasses.replace(WEEK, mistakes=MISTAKES, goals=GOALS)


def trial(id: str, seed: int = 0, quick: bool = False) -> Trial:
    return Trial(id, "ex1_first", "load", seed, {"ex1_first.py": b"x = 1\n"}, quick)


def mutant(diff: str, function: str = "load") -> Mutant:
    return Mutant("ex1_first", function, "number", diff, 3, "x = 1\n")


def failed(check: str, mistake: str = "", answers: str = "", status: Status = Status.FAILED) -> FailedCheck:
    return FailedCheck(
        f"{LOAD}.{check}", status, "assertion", {"text": "[bold]t[/]"}, got="1", expected="2", mistake=mistake,
        answers=answers,
    )  # fmt: skip


def wrong(
    name: str, mistake: str = "", may_name: tuple[str, ...] = (), caught: str = "values"
) -> WrongSolution:
    caught_ids = tuple(f"{LOAD}.{one}" for one in caught.split())
    return WrongSolution(
        "ex1_first", "load", f"load__{name}", "why", caught_ids, mistake, True, frozenset(may_name), ""
    )


# ---- marks ----------------------------------------------------------------------------------------------------------

MARKED = '''
[[equivalent]]
function = "ex1_first.load"
reason = "no input tells"
diffs = ["""
    - a = 1
    + a = 2
""", """
  b = 1
+ c = 3
""", "- gone"]
'''


def test_a_mark_is_found_by_its_diff(tmp_path: Path) -> None:
    path = tmp_path / "content" / "week90" / "equivalent.toml"
    assert read_equivalents(WEEK, tmp_path).reasons == {}
    path.parent.mkdir(parents=True)
    path.write_text(MARKED, encoding="utf-8")
    marks = read_equivalents(WEEK, tmp_path)
    first, second, third = mutant("- a = 1\n+ a = 2"), mutant("  b = 1\n+ c = 3"), mutant("- a = 1\n+ a = 3")
    assert [marks.reason(one) for one in (first, second, third)] == ["no input tells", "no input tells", ""]
    assert marks.reason(dataclasses.replace(first, function="save")) == ""
    assert marks.stale([first, second, third], killed=[second]) == [
        StaleMark(function=LOAD, diff="  b = 1\n+ c = 3", why="killed"),
        StaleMark(function=LOAD, diff="- gone", why="no_mutant"),
    ]
    assert marks.stale([mutant("- x", function="save")], killed=[]) == [], "that function was not looked at"


@for_each(
    {
        "a misspelt key": ("reason =", "reson =", "did you mean reason?"),
        "no reason": ('"no input tells"', '""', "reason"),
        "a function alone": ('"ex1_first.load"', '"load"', "exercise.function"),
    }
)
def test_a_broken_mark_is_one_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "content" / "week90" / "equivalent.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(MARKED.replace(old, new), encoding="utf-8")
    with pytest.raises(GraderFault, match=said):
        read_equivalents(WEEK, tmp_path)


# ---- keys and the cache ---------------------------------------------------------------------------------------------


def test_a_key_names_all_that_an_outcome_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    week = load_week("week12")
    one = Trial("a", "ex6_detect", "nms", 0, {"ex6_detect.py": b"x"})
    keys = TrialKeys(week)
    changed = [
        dataclasses.replace(one, exercise="ex5_segment"), dataclasses.replace(one, function=""),
        dataclasses.replace(one, seed=1), dataclasses.replace(one, files={"ex6_detect.py": b"y"}),
        dataclasses.replace(one, files={**one.files, "more.py": b""}), dataclasses.replace(one, quick=True),
    ]  # fmt: skip
    found = {keys.key(other) for other in (one, *changed)}
    assert len(found) == 1 + len(changed)
    assert keys.key(dataclasses.replace(one, id="b")) == keys.key(one), "what it is called decides nothing"
    monkeypatch.setattr("grader.audit.trials.engine", lambda: "another engine")
    assert keys.key(one) not in found
    assert CALL_SECONDS < 10


def test_checks_that_are_edited_meanwhile_are_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What came out is then kept for neither."""
    one = Trial("a", "ex6_detect", "nms", 0, {"ex6_detect.py": b"x"})
    grounds = iter(["before", "after", "after", "after"])
    monkeypatch.setattr("grader.audit.trials.ground", lambda week, name: Ground(next(grounds), ()))
    monkeypatch.setattr("grader.audit.run.in_processes", lambda *_, **__: iter([(one, TrialOutcome())]))
    with pytest.raises(UsageError, match="audit_changed"):
        try_all(load_week("week12"), [one], datasets=tmp_path, cache=tmp_path / "trials.sqlite", jobs=1)
    cache = TrialCache(tmp_path / "trials.sqlite")
    assert cache.find([TrialKeys(load_week("week12")).key(one)]) == {}
    cache.close()


def test_the_cache_keeps_what_came_out(tmp_path: Path) -> None:
    path = tmp_path / ".grader" / "audit" / "trials.sqlite"
    outcome = TrialOutcome((failed("values", "last_of_none", "abc"),))
    cache = TrialCache(path)
    cache.add("a", outcome)
    cache.add("b", TrialOutcome())
    cache.write()
    cache.add("c", TrialOutcome())
    cache.write(good=False)
    cache.close()
    again = TrialCache(path)
    assert again.find(["a", "b", "c"]) == {"a": outcome, "b": TrialOutcome()}
    assert again.find([str(number) for number in range(2000)]) == {}
    again.close()


def test_a_broken_cache_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "trials.sqlite"
    path.write_bytes(b"no database" * 100)
    cache = TrialCache(path)
    cache.add("a", TrialOutcome())
    assert cache.find(["a"]) == {"a": TrialOutcome()}
    cache.close()


def test_a_sample_is_the_same_whatever_else_is_there() -> None:
    some = [MutantTrial(mutant(f"- {i}"), trial(f"mutant {i}")) for i in range(40)]
    right = [RightTrial("style", trial(f"right {i}", i)) for i in range(40)]
    all_of_them = Gathered(some, right)
    ids = {one.id for one in all_of_them.sampled(20).trials}
    assert len(ids) == 20
    assert ids == {one.id for one in Gathered(some[::-1], right[::-1]).sampled(20).trials}
    assert ids < {one.id for one in all_of_them.sampled(30).trials}
    assert len(all_of_them.sampled(1000).trials) == 80


# ---- verdicts -------------------------------------------------------------------------------------------------------


def test_mutants() -> None:
    every = [
        MutantTrial(mutant(f"- {name}"), trial(name, quick=True))
        for name in ("dead", "alive", "same", "odd", "tip")
    ]
    outcomes = {
        "dead": TrialOutcome((failed("values"),)), "alive": TrialOutcome(), "same": TrialOutcome(),
        "odd": TrialOutcome(fault="broken"), "tip": TrialOutcome((failed("values", status=Status.PASSED),)),
    }  # fmt: skip
    marks = Equivalents({(LOAD, "- same"): "why", (LOAD, "- dead"): "why"})
    found = judge.judge_mutants(SMALL, every, every, outcomes, marks)
    (one,) = found.functions
    assert (one.mutants, one.killed, one.equivalent, one.faults) == (5, 2, 1, 1)
    assert [survivor.diff for survivor in one.survivors] == ["- alive", "- same"]
    assert [survivor.diff for survivor in one.unmarked] == ["- alive"]
    assert found.stale == (StaleMark(function=LOAD, diff="- dead", why="killed"),)
    (goal,) = judge.goals(SMALL, found, None, None, None, 0)
    assert (goal.figure, goal.count, goal.met) == (2 / 3, 3, True)
    assert judge.faults(outcomes)[0].text == "broken"


def test_right_solutions() -> None:
    gathered = Gathered(right=[RightTrial("loops", trial(f"r{seed}", seed)) for seed in range(3)])
    outcomes = {
        "r0": TrialOutcome(),
        "r1": TrialOutcome((failed("values"),)),
        "r2": TrialOutcome((failed("values"),)),
    }
    (one,) = judge.judge_fairness(SMALL, gathered, outcomes).unfair
    assert (one.style, one.check, one.lost, one.seeds) == ("loops", f"{LOAD}.values", (1, 2), 3)
    advice = dataclasses.replace(WEEK.checks[0], points=0)
    function = dataclasses.replace(WEEK.exercises[0].functions[0], checks=(advice,))
    exercise = dataclasses.replace(WEEK.exercises[0], functions=(function,))
    week = dataclasses.replace(SMALL, exercises=(exercise,))
    assert judge.judge_fairness(week, gathered, outcomes).unfair == ()


def test_luck_is_every_check_on_every_seed() -> None:
    both = wrong("both", caught="values empty")
    gathered = Gathered(wrong=[WrongTrial(both, trial(f"w{seed}", seed)) for seed in range(4)])
    all_of_it = TrialOutcome((failed("values"), failed("empty")))
    outcomes = {
        "w0": all_of_it,
        "w1": TrialOutcome((failed("values"),)),
        "w2": TrialOutcome(),
        "w3": TrialOutcome(fault="x"),
    }
    (one,) = judge.judge_luck(gathered, outcomes).lucky
    assert (one.caught, one.seeds, one.missed, one.passed) == (1, 3, (1, 2), (2,))
    assert one.checks == (f"{LOAD}.empty", f"{LOAD}.values")
    assert judge.judge_luck(gathered, dict.fromkeys(outcomes, all_of_it)).lucky == ()


def test_names() -> None:
    last, first, silent = wrong("last", "last_of_none"), wrong("first", "first_of_none"), wrong("silent")
    wide = wrong("wide", "last_of_none", ("last_of_none", "first_of_none"))
    gathered = Gathered(wrong=[WrongTrial(one, trial(one.name)) for one in (last, first, silent, wide)])
    outcomes = {
        "load__last": TrialOutcome((failed("values", "last_of_none", "same answers"),)),
        "load__first": TrialOutcome((failed("values", "last_of_none", "same answers"),)),
        "load__silent": TrialOutcome((failed("values"),)),
        "load__wide": TrialOutcome((failed("values"), failed("empty", "first_of_none"))),
    }
    found = judge.judge_names(SMALL, gathered, outcomes, whole=True)
    # `wide` is named only by a check that is neither the first to fail nor in `caught`
    assert (found.failing, found.given, found.right) == (4, 2, 1)
    assert [(one.wrong, one.name, one.allowed) for one in found.false] == [
        ("ex1_first.load__first", "last_of_none", ("first_of_none",))
    ]
    assert found.never == ("never_seen",)
    (pair,) = found.same
    assert (pair.named, pair.mistakes) == ("last_of_none", ("first_of_none", "last_of_none"))
    goals = {one.name: one for one in judge.goals(SMALL, None, None, None, found, 0)}
    assert (goals["names_given"].figure, goals["names_given"].met) == (0.5, False)
    assert (goals["names_right"].figure, goals["names_right"].met) == (0.5, True)
    part = judge.judge_names(SMALL, gathered, outcomes, whole=False)
    assert part.never == (), "of a part of the week only its own names are missed"


def test_without_goals_there_are_figures_only() -> None:
    week = dataclasses.replace(SMALL, goals={})
    luck = judge.judge_luck(Gathered(), {})
    (one,) = judge.goals(week, None, None, luck, None, 0)
    assert (one.figure, one.goal, one.met) == (None, None, True)


# ---- the report and the screen --------------------------------------------------------------------------------------


def whole() -> Audit:
    every = [MutantTrial(mutant("- [red]a\n+ b"), trial("alive")), MutantTrial(mutant("- c"), trial("dead"))]
    named = wrong("first", "first_of_none")
    gathered = Gathered(
        every, [RightTrial("loops", trial("right"))],
        [WrongTrial(named, trial("w0")), WrongTrial(wrong("other", "last_of_none"), trial("w1"))],
    )  # fmt: skip
    bad = TrialOutcome((failed("values", "last_of_none", "same"),))
    out = {"alive": TrialOutcome(), "dead": bad, "right": bad, "w0": bad, "w1": bad}
    marks = Equivalents({(LOAD, "- old"): "why"})
    mutants = judge.judge_mutants(SMALL, every, every, out, marks)
    fairness, luck = (
        judge.judge_fairness(SMALL, gathered, out),
        judge.judge_luck(gathered, {**out, "w0": TrialOutcome()}),
    )
    names = judge.judge_names(SMALL, gathered, out, whole=True)
    item = ClassItem(
        check=f"{LOAD}.values", n=9, pass_rate=0.5, discrimination=None, nobody_failed=True,
        always_falls_with=(f"{LOAD}.empty",), hints=0.25,
    )  # fmt: skip
    value = UnnamedValue(
        check=f"{LOAD}.values", call="load(1)", got="[3]", expected="[4]", message={"ko": "값", "en": "v"}, raised=False,
        count=4, submissions=("a", "b"), named_elsewhere=0, also=(),
    )  # fmt: skip
    of_class = ClassPart(folder="R", submissions=9, graded=9, strange=(), items=(item,), unnamed=(value,))
    return Audit(
        schema=AUDIT_SCHEMA, week="week90", target="", seeds=1, trials=5, all_trials=9, kept=3, seconds=1.5, grader="1",
        torch="2", goals=judge.goals(SMALL, mutants, fairness, luck, names, 7), mutants=mutants, fairness=fairness,
        luck=luck, names=names, class_part=of_class,
        faults=judge.faults({"x": TrialOutcome(fault="broke")}),
    )  # fmt: skip


def test_it_comes_back_as_it_was_written() -> None:
    audit = whole()
    assert read_audit(audit_json(audit).encode()) == audit
    for broken in (b"{}", b"", audit_json(audit).replace('"week"', '"weak"').encode()):
        with pytest.raises(BrokenAudit):
            read_audit(broken)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [60, 100])
def test_everything_is_on_the_screen(lang: Lang, width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    show_audit(whole(), SMALL, console, lang)
    file = console.file
    assert isinstance(file, io.StringIO)
    text = " ".join(file.getvalue().split())
    for word in (
        "- [red]a + b",
        "loops",
        "load__first",
        "last_of_none",
        "never_seen",
        "- old",
        "50.0 %",
        "[3]",
        "broke",
    ):
        assert word in text, word


def test_a_share_just_below_its_goal_does_not_look_like_it() -> None:
    from grader.audit.view import percent

    assert [percent(share) for share in (0.96999, 0.97, 1.0, 0.29)] == [
        "96.9 %",
        "97.0 %",
        "100.0 %",
        "29.0 %",
    ]
