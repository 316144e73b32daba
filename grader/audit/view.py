"""What an audit found, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.audit.report import (
    Audit,
    ClassPart,
    Fairness,
    FunctionMutants,
    GoalFigure,
    Luck,
    Mutants,
    Names,
    Survivor,
)
from grader.core.messages import say
from grader.core.model import Lang, Week
from grader.core.text import clean

MOST = 20
"""So many of a kind are shown; all are in the JSON and on the page."""


def show_audit(audit: Audit, week: Week, console: Console, lang: Lang) -> None:
    """Print everything, what matters most last."""
    for part in audit_view(audit, week, lang):
        console.print(Padding(part, (0, 1)))


def audit_view(audit: Audit, week: Week, lang: Lang) -> Iterator[RenderableType]:
    """The parts of what is printed, in their order."""
    if audit.mutants:
        yield from _mutants(audit.mutants, week, lang)
    if audit.fairness:
        yield from _fairness(audit.fairness, lang)
    if audit.luck:
        yield from _luck(audit.luck, lang)
    if audit.names:
        yield from _names(audit.names, lang)
    if audit.class_part:
        yield from _class(audit.class_part, lang)
    yield Text()
    if audit.trials < audit.all_trials:
        yield Text(say("audit.sampled", lang, count=audit.trials, total=audit.all_trials))
    if audit.kept:
        yield Text(say("audit.kept", lang, count=audit.kept, total=audit.trials))
    if audit.faults:
        first = audit.faults[0]
        count = len(audit.faults)
        yield Text(
            clean(say("audit.faults", lang, count=count, trial=first.trial, text=first.text)),
            style="bold red",
        )
    yield _goals(audit.goals, lang)
    yield _verdict(audit, week, lang)


# ---- the goals ------------------------------------------------------------------------------------------------------


def _goals(goals: Sequence[GoalFigure], lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column(say("audit.figure", lang))
    for key in ("found", "goal", "of"):
        table.add_column(say(f"audit.{key}", lang), justify="right")
    table.add_column("")
    for one in goals:
        verdict = "" if one.goal is None else say("audit.met" if one.met else "audit.missed", lang)
        table.add_row(
            say(f"audit.{one.name}", lang), _figure(one, one.figure), _figure(one, one.goal), f"{one.count:,}",
            Text(verdict, style="green" if one.met else "bold red"),
        )  # fmt: skip
    return table


def _figure(one: GoalFigure, value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if one.name == "unfair" else percent(value)


def percent(share: float) -> str:
    """97.3 %; rounded down, so that a goal that is just missed does not look as if it were met."""
    return f"{int(share * 1000 + 1e-9) / 10:.1f} %"


def _verdict(audit: Audit, week: Week, lang: Lang) -> Text:
    missed = sum(1 for one in audit.goals if not one.met)
    if not audit.goals:
        return Text(say("audit.nothing", lang, week=audit.week), style="bold")
    if not week.goals:
        return Text(say("audit.no_goals", lang), style="bold")
    if missed:
        return Text(say("audit.some_missed", lang, count=missed), style="bold red")
    return Text(say("audit.all_met", lang), style="bold green")


# ---- the parts ------------------------------------------------------------------------------------------------------


def _mutants(mutants: Mutants, week: Week, lang: Lang) -> Iterator[RenderableType]:
    marks = f"tests/content/{week.name}/equivalent.toml"
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column(say("audit.function", lang))
    for key in ("mutants", "dead", "equivalent", "survivors"):
        table.add_column(say(f"audit.{key}", lang), justify="right")
    for one in mutants.functions:
        left = Text(str(len(one.unmarked)), style="bold red" if one.unmarked else "")
        table.add_row(one.id, str(one.mutants), str(one.killed), str(one.equivalent), left)
    yield table
    if any(one.unmarked for one in mutants.functions):
        yield _title("survive", lang)
        for one in mutants.functions:
            yield from _survivors(one, lang)
        yield Text(say("audit.how_marked", lang, path=marks))
    for mark in mutants.stale:
        key = "audit.stale_killed" if mark.why == "killed" else "audit.stale_no_mutant"
        words = Text(say(key, lang, path=marks, function=mark.function), style="bold red")
        yield Group(words, _diff(mark.diff))


def _survivors(one: FunctionMutants, lang: Lang) -> Iterator[RenderableType]:
    for survivor in one.unmarked:
        yield Group(_where(one, survivor), _diff(survivor.diff))
    if one.unmarked:
        names = ", ".join(check.rpartition(".")[2] for check in one.checks)
        yield Text(f"  {say('audit.checks', lang, checks=names)}", style="dim")


def _where(one: FunctionMutants, survivor: Survivor) -> Text:
    return Text.assemble((one.id, "bold"), f"  {one.exercise}.py:{survivor.line}  {survivor.operator}")


def _diff(diff: str) -> Text:
    styles = {"-": "red", "+": "green"}
    return Text("\n").join(
        Text(f"    {clean(line)}", styles.get(line[:1], "dim")) for line in diff.splitlines()
    )


def _fairness(fairness: Fairness, lang: Lang) -> Iterator[RenderableType]:
    if fairness.unfair:
        yield _title("is_unfair", lang)
    for one in fairness.unfair[:MOST]:
        words = say(
            "audit.lost", lang, style=one.style, check=one.check, count=len(one.lost), seeds=one.seeds, seed=one.lost[0],
            message=one.message[lang],
        )  # fmt: skip
        yield Group(Text(clean(words)), _values(one.got, one.expected, lang))
    yield from _more(len(fairness.unfair), lang)


def _luck(luck: Luck, lang: Lang) -> Iterator[RenderableType]:
    if luck.lucky:
        yield _title("by_luck", lang)
    for one in luck.lucky[:MOST]:
        words = say(
            "audit.lucky", lang, wrong=one.wrong, what=one.what, checks=", ".join(one.checks), caught=one.caught,
            seeds=one.seeds, seed=one.missed[0],
        )  # fmt: skip
        if one.passed:
            words += " " + say("audit.altogether", lang, count=len(one.passed))
        yield Text(clean(words))
    yield from _more(len(luck.lucky), lang)


def _names(names: Names, lang: Lang) -> Iterator[RenderableType]:
    if names.false:
        yield _title("false_names", lang)
    for one in names.false[:MOST]:
        words = say(
            "audit.false_name", lang, wrong=one.wrong, what=one.what, check=one.check, name=one.name,
            count=len(one.seeds), seed=one.seeds[0], allowed=", ".join(one.allowed) or "-",
        )  # fmt: skip
        yield Group(Text(clean(words)), _values(one.got, one.expected, lang))
    yield from _more(len(names.false), lang)
    if names.never:
        yield Text()
        yield Text(say("audit.never", lang, names=", ".join(names.never)))
    if names.same:
        yield Text("\n" + say("audit.same", lang, count=len(names.same)), style="bold")
    for pair in names.same[:MOST]:
        words = say(
            "audit.same_pair",
            lang,
            check=pair.check,
            named=pair.named,
            one=pair.wrong[0],
            other=pair.wrong[1],
        )
        yield Text(clean(words))
    yield from _more(len(names.same), lang)


def _class(part: ClassPart, lang: Lang) -> Iterator[RenderableType]:
    words = say("audit.class_items", lang, folder=part.folder, count=part.graded)
    yield Text("\n" + clean(words), style="bold")
    hints = any(one.hints is not None for one in part.items)  # no report tells who took a hint
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column(say("audit.check", lang))
    for key in ("pass_rate", "discrimination", *(["hints"] if hints else [])):
        table.add_column(say(f"audit.{key}", lang), justify="right")
    table.add_column(say("audit.remarks", lang))
    for one in part.items:
        remarks = [say("audit.nobody_failed", lang)] if one.nobody_failed else []
        if one.always_falls_with:
            others = ", ".join(check.rpartition(".")[2] for check in one.always_falls_with)
            remarks.append(say("audit.falls_with", lang, checks=others))
        figures = [
            "-" if one.pass_rate is None else percent(one.pass_rate),
            "-" if one.discrimination is None else f"{one.discrimination:.2f}",
            *(["-" if one.hints is None else percent(one.hints)] if hints else []),
        ]
        table.add_row(one.check, *figures, "; ".join(remarks))
    yield table
    if part.unnamed:
        yield _title("unnamed", lang)
    for value in part.unnamed[:MOST]:
        words = say("audit.unnamed_value", lang, check=value.check, count=value.count, got=value.got)
        yield Group(Text(clean(words)), _values("", value.expected, lang))
    yield from _more(len(part.unnamed), lang)


def _title(key: str, lang: Lang) -> Text:
    return Text("\n" + say(f"audit.{key}", lang), style="bold")


def _values(got: str, expected: str, lang: Lang) -> Text:
    lines = [say("audit.got", lang, got=got)] if got else []
    lines += [say("audit.expected", lang, expected=expected)] if expected else []
    return Text("\n".join(f"    {clean(line)}" for line in lines), style="dim")


def _more(count: int, lang: Lang) -> Iterator[Text]:
    if count > MOST:
        yield Text(say("audit.more", lang, count=count - MOST), style="dim")
