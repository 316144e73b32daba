"""What the outcomes of the trials say about the checks: the parts of a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from grader.audit.equivalent import Equivalents
from grader.audit.gather import Gathered, MutantTrial, WrongTrial
from grader.audit.report import (
    AuditFault,
    Fairness,
    FalseName,
    FunctionMutants,
    GoalFigure,
    GoalName,
    Luck,
    Lucky,
    Mutants,
    Names,
    OneFingerprint,
    Survivor,
    Unfair,
)
from grader.audit.trials import FailedCheck, TrialOutcome
from grader.audit.wrong import WrongSolution
from grader.core.messages import message
from grader.core.model import Finding, Week

Outcomes = Mapping[str, TrialOutcome]
"""By the ids of the trials."""


def judge_mutants(
    week: Week,
    all_mutants: Sequence[MutantTrial],
    tried: Sequence[MutantTrial],
    outcomes: Outcomes,
    marks: Equivalents,
) -> Mutants:
    """What gets through. all_mutants: also those that a sample leaves out."""
    by_function: dict[tuple[str, str], list[MutantTrial]] = defaultdict(list)
    for one in tried:
        by_function[one.mutant.exercise, one.mutant.function].append(one)
    functions = []
    dead = [one.mutant for one in tried if outcomes[one.trial.id].failed]
    for (exercise, function), some in by_function.items():
        left = [one.mutant for one in some if outcomes[one.trial.id] == TrialOutcome()]
        survivors = tuple(
            Survivor(diff=m.diff, operator=m.operator, line=m.line, reason=marks.reason(m)) for m in left
        )
        checks = tuple(check.id for check in week.function(exercise, function).checks)
        functions.append(
            FunctionMutants(
                exercise=exercise, function=function, checks=checks, mutants=len(some),
                killed=sum(1 for one in some if outcomes[one.trial.id].failed),
                equivalent=sum(1 for one in survivors if one.reason), survivors=survivors,
                faults=sum(1 for one in some if outcomes[one.trial.id].fault),
            )
        )  # fmt: skip
    stale = marks.stale([one.mutant for one in all_mutants], dead)
    return Mutants(functions=tuple(functions), stale=tuple(stale))


def judge_fairness(week: Week, gathered: Gathered, outcomes: Outcomes) -> Fairness:
    """What is unfair. Advice is no loss."""
    worth = {check.id for check in week.checks if not check.advice}
    lost: dict[tuple[str, str], dict[int, FailedCheck]] = defaultdict(dict)
    seeds: dict[str, set[int]] = defaultdict(set)
    for one in gathered.right:
        seeds[one.style].add(one.trial.seed)
        for failed in outcomes[one.trial.id].failed:
            if failed.check in worth:
                lost[one.style, failed.check][one.trial.seed] = failed
    unfair = []
    for (style, check), on in lost.items():
        first = on[min(on)]
        mistake = week.mistake_ids.get(first.mistake)
        finding = Finding(first.kind, first.params, mistake=mistake, cause=first.cause)
        unfair.append(
            Unfair(
                style=style, check=check, lost=tuple(sorted(on)), seeds=len(seeds[style]),
                message=message(finding, week.mistakes), call=first.call, got=first.got, expected=first.expected,
            )
        )  # fmt: skip
    return Fairness(styles=tuple(seeds), unfair=tuple(unfair))


def by_wrong(gathered: Gathered, outcomes: Outcomes) -> dict[str, list[tuple[WrongTrial, TrialOutcome]]]:
    """The trials of each wrong solution on which the grader itself did not fail."""
    found: dict[str, list[tuple[WrongTrial, TrialOutcome]]] = defaultdict(list)
    for one in gathered.wrong:
        if not outcomes[one.trial.id].fault:
            found[one.wrong.id].append((one, outcomes[one.trial.id]))
    return found


def judge_luck(gathered: Gathered, outcomes: Outcomes) -> Luck:
    """What depends on luck: each wrong solution must fail all checks in `caught`, on every seed."""
    lucky = []
    every = by_wrong(gathered, outcomes)
    for trials in every.values():
        wrong = trials[0][0].wrong
        missing = {
            one.trial.seed: left
            for one, outcome in trials
            if (left := [check for check in wrong.caught if check not in outcome.by_check()])
        }
        if missing:
            passed = [one.trial.seed for one, outcome in trials if not outcome.failed]
            lucky.append(
                Lucky(
                    wrong=f"{wrong.exercise}.{wrong.name}", what=wrong.what,
                    checks=tuple(dict.fromkeys(check for left in missing.values() for check in left)),
                    caught=len(trials) - len(missing), seeds=len(trials), missed=tuple(sorted(missing)),
                    passed=tuple(sorted(passed)),
                )
            )  # fmt: skip
    return Luck(wrong=len(every), lucky=tuple(lucky))


def judge_names(week: Week, gathered: Gathered, outcomes: Outcomes, *, whole: bool) -> Names:
    """What is misnamed. whole: whether all wrong solutions of the week were tried."""
    failing = given = right = 0
    false: dict[tuple[str, str, str], dict[int, FailedCheck]] = defaultdict(dict)
    said: set[str] = set()
    wrongs: dict[str, WrongSolution] = {}
    for one in gathered.wrong:
        wrong, failed = one.wrong, outcomes[one.trial.id].failed
        wrongs[wrong.id] = wrong
        if not failed:
            continue
        failing += 1
        said |= {check.mistake for check in failed if check.mistake}
        telling = [failed[0], *(check for check in failed if check.check in wrong.caught)]
        if not any(check.mistake for check in telling):
            continue
        given += 1
        bad = [check for check in failed if check.mistake and check.mistake not in _allowed(wrong)]
        right += not bad
        for check in bad:
            false[wrong.id, check.check, check.mistake][one.trial.seed] = check
    names = week.mistake_ids if whole else {n: "" for w in wrongs.values() for n in _allowed(w)}
    return Names(
        failing=failing,
        given=given,
        right=right,
        false=tuple(_false_name(wrongs[id], name, on) for (id, _, name), on in false.items()),
        never=tuple(name for name in names if name not in said),
        same=tuple(_fingerprints(gathered, outcomes)),
    )


def _allowed(wrong: WrongSolution) -> set[str]:
    return {*wrong.may_name, *([wrong.mistake] if wrong.mistake else [])}


def _false_name(wrong: WrongSolution, name: str, on: Mapping[int, FailedCheck]) -> FalseName:
    first = on[min(on)]
    return FalseName(
        wrong=f"{wrong.exercise}.{wrong.name}", what=wrong.what, check=first.check, name=name,
        allowed=tuple(sorted(_allowed(wrong))), seeds=tuple(sorted(on)), call=first.call, got=first.got,
        expected=first.expected,
    )  # fmt: skip


def _fingerprints(gathered: Gathered, outcomes: Outcomes) -> Iterable[OneFingerprint]:
    """Pairs of mistakes that a check names and cannot tell apart: one example for each pair."""
    alike: dict[tuple[str, int, str], dict[str, tuple[WrongSolution, FailedCheck]]] = defaultdict(dict)
    for one in gathered.wrong:
        for failed in outcomes[one.trial.id].failed:
            if failed.answers and failed.mistake and one.wrong.mistake:
                key = (failed.check, one.trial.seed, failed.answers)
                alike[key].setdefault(one.wrong.mistake, (one.wrong, failed))
    pairs: dict[tuple[str, str, str], list[tuple[WrongSolution, WrongSolution, FailedCheck]]] = defaultdict(
        list
    )
    for (check, _, _), found in alike.items():
        for first, second in combinations(sorted(found), 2):
            pairs[check, first, second].append((found[first][0], found[second][0], found[first][1]))
    for (check, first, second), often in pairs.items():
        left, right, failed = often[0]
        yield OneFingerprint(
            check=check, named=failed.mistake,
            wrong=(f"{left.exercise}.{left.name}", f"{right.exercise}.{right.name}"), mistakes=(first, second),
            got=failed.got, seeds=len(often),
        )  # fmt: skip


def faults(outcomes: Outcomes) -> tuple[AuditFault, ...]:
    return tuple(
        AuditFault(trial=id, text=outcome.fault) for id, outcome in outcomes.items() if outcome.fault
    )


def goals(
    week: Week,
    mutants: Mutants | None,
    fairness: Fairness | None,
    luck: Luck | None,
    names: Names | None,
    checks: int,
) -> tuple[GoalFigure, ...]:
    """The figures of what was looked at, and the goals in week.toml. checks: all that right solutions were given."""
    out = []
    if mutants:
        count = sum(one.mutants - one.equivalent - one.faults for one in mutants.functions)
        killed = sum(one.killed for one in mutants.functions)
        out.append(_share(week, "killed", killed, count))
    if fairness:
        figure, goal = len(fairness.unfair), week.goals.get("unfair")
        met = goal is None or figure <= goal
        out.append(GoalFigure(name="unfair", figure=float(figure), count=checks, goal=goal, met=met))
    if luck:
        out.append(_share(week, "caught", luck.wrong - len(luck.lucky), luck.wrong))
    if names:
        out.append(_share(week, "names_right", names.right, names.given))
        out.append(_share(week, "names_given", names.given, names.failing))
    return tuple(out)


def _share(week: Week, name: GoalName, some: int, every: int) -> GoalFigure:
    figure, goal = some / every if every else None, week.goals.get(name)
    met = goal is None or figure is None or figure >= goal
    return GoalFigure(name=name, figure=figure, count=every, goal=goal, met=met)
