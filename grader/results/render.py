"""What a student sees of a result, as rich renderables. Pure: nothing here prints, measures time or reads a file.

Everything that came from a submission goes into `Text`, never into markup, and without control characters.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.core.command import as_run
from grader.core.messages import likely, say, sentence
from grader.core.model import CheckResult, Exercise, Finding, Function, Lang, Status, SubmissionResult, Week
from grader.core.phrases import in_words
from grader.core.text import clean, points
from grader.results.leading import leading

BAR = 8
PRINTED, PRINTED_LINES = 300, 5
"""Characters and lines of what the student's code printed that are shown with a failure; `--prints` shows the rest."""

STYLES: Mapping[Status | None, str] = {
    Status.PASSED: "green",
    Status.FAILED: "bold red",
    Status.NOT_STARTED: "dim",
    Status.ERROR: "bold red",
    Status.TIMEOUT: "bold yellow",
    Status.CRASHED: "bold yellow",
    Status.FAULT: "bold magenta",
    None: "dim",
}
_WORST = (Status.FAULT, Status.CRASHED, Status.TIMEOUT, Status.ERROR, Status.FAILED, Status.NOT_STARTED)

ResultsById = Mapping[str, CheckResult]
"""Check id to its result, for the checks that have run so far."""


def worst(statuses: Iterable[Status | None]) -> Status | None:
    """The worst of a function's statuses; None while one of them is unknown and the rest passed."""
    seen = set(statuses)
    return next((s for s in _WORST if s in seen), None if None in seen or not seen else Status.PASSED)


def title(week: Week, lang: Lang) -> RenderableType:
    return Text.assemble(" Transfer Lab", "   ", (week.name, "bold"), "   ", week.title[lang])


def overview(week: Week, results: ResultsById, lang: Lang, only: Sequence[str] = ()) -> RenderableType:
    """A row for each exercise: name, bar, points, and a word for each function. `only` limits the check ids."""
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(ratio=1)
    for exercise in week.exercises:
        shown = replace(exercise, functions=tuple(_limited(exercise, only)))
        if shown.functions:
            _, _, name = exercise.name.partition("_")
            table.add_row(
                f" {exercise.short} {name}",
                *_bar_and_points(shown, results),
                _functions(shown, results, lang),
            )
    return table


def _limited(exercise: Exercise, only: Sequence[str]) -> Iterable[Function]:
    for function in exercise.functions:
        checks = tuple(c for c in function.checks if not only or c.id in only)
        if checks:
            yield replace(function, checks=checks)


def _bar_and_points(exercise: Exercise, results: ResultsById) -> tuple[Text, str]:
    specs = [c for f in exercise.functions for c in f.checks]
    most = sum(c.points for c in specs)
    won = sum(results[c.id].points for c in specs if c.id in results)
    full = round(BAR * won / most) if most else 0
    full = min(full, BAR - 1) if won < most else full
    bar = Text("#" * full, style="green") + Text("." * (BAR - full), style="dim")
    return bar, f"{points(won)}/{points(most)}"


class _Cells:
    """Cells side by side, as many in a line as fit; none is torn. (Rich wraps a Text at no-break spaces too.)"""

    def __init__(self, cells: Sequence[Text]) -> None:
        self._cells = cells

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        line = Text()
        for cell in self._cells:
            if line and line.cell_len + 2 + cell.cell_len > options.max_width:
                yield line
                line = Text()
            line = Text.assemble(line, "  " if line else "", cell)
        yield line

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        widths = [cell.cell_len for cell in self._cells]
        return Measurement(max(widths), sum(widths) + 2 * (len(widths) - 1))


def _functions(exercise: Exercise, results: ResultsById, lang: Lang) -> RenderableType:
    cells = []
    for function in exercise.functions:
        ran = [results[c.id] for c in function.checks if c.id in results]
        first = leading(ran)
        status = first.status if first else Status.PASSED if len(ran) == len(function.checks) else None
        word = say(f"status.{status or 'unknown'}", lang)
        cells.append(Text.assemble(function.name, "\u00a0", (word.replace(" ", "\u00a0"), STYLES[status])))
    return _Cells(cells)


def failures(
    result: SubmissionResult, week: Week, lang: Lang, *, every: bool = False
) -> list[RenderableType]:
    """The leading failure of each function in full (with `every`: all of them). What several checks share is shown once."""
    out: list[RenderableType] = []
    seen: set[object] = set()
    for check in _leading_first(result.checks):
        finding = check.finding
        if finding is None or check.status in (Status.NOT_STARTED, Status.PASSED):
            continue
        whole_file = not finding.call and check.status is not Status.FAULT
        key: object = check.spec.id
        if whole_file:
            key = (check.spec.exercise, finding.kind, finding.line, finding.got)
        elif not every:
            key = (check.spec.exercise, check.spec.function)
        if key in seen:
            continue
        seen.add(key)
        out.append(failure(check, week, lang, whole_file=whole_file))
    return out


def _leading_first(checks: Sequence[CheckResult]) -> Iterable[CheckResult]:
    """The checks in their order, of each function the leading failure before the others."""
    for _, own in itertools.groupby(checks, key=lambda c: c.spec.function_id):
        ran = list(own)
        first = leading(ran)
        yield from sorted(ran, key=lambda c: c is not first)


def failure(check: CheckResult, week: Week, lang: Lang, *, whole_file: bool = False) -> RenderableType:
    """One failed check: the call, what came back, what was expected, the likely cause, the next step."""
    spec, finding = check.spec, check.finding
    assert finding is not None
    name = spec.exercise if whole_file else spec.function_id
    head = Text.assemble(" ", (name, "bold"), "" if whole_file else f": {spec.title[lang]}")
    what = Padding(
        Text(clean(sentence(finding, lang)), style=STYLES[check.status]), (0, 0, 0, 3), expand=False
    )
    rows: list[tuple[str, Text]] = []
    if finding.call:
        rows.append(("call", Text(clean(finding.call))))
    if finding.got:
        came = check.status is Status.FAILED
        rows.append(("got", value_text(finding.got, lang)) if came else ("raised", Text(clean(finding.got))))
    if finding.expected:
        rows.append(("expected", value_text(finding.expected, lang)))
    rows += _place(finding, check.status)
    if check.prints.strip():
        rows.append(("prints", Text(_capped(clean(check.prints.strip())), style="dim")))
    cause = likely(finding, week.mistakes)
    if cause:
        rows.append(("likely", Text(cause[lang], style="bold")))
    if check.status is not Status.FAULT:
        rows.append(("next", Text(next_step(check, week, whole_file), style="cyan")))
    return Group(head, what, labelled([(say(f"label.{label}", lang), text) for label, text in rows]))


def tips(result: SubmissionResult, lang: Lang) -> list[RenderableType]:
    """What advice says of functions that passed everything: three lines each, with the hint to read."""
    open_ = {c.spec.function_id for c in result.checks if c.status is not Status.PASSED}
    return [
        _tip(c, c.finding, result.week, lang)
        for c in result.checks
        if c.tip and c.finding and c.spec.function_id not in open_
    ]


def _tip(check: CheckResult, finding: Finding, week: str, lang: Lang) -> RenderableType:
    spec = check.spec
    head = Text.assemble(
        " ", (say("label.tip", lang), "cyan"), " ", (spec.function_id, "bold"), f": {spec.title[lang]}"
    )  # fmt: skip
    rows = [("got", finding.got), ("expected", finding.expected)]
    facts = labelled([(say(f"label.{name}", lang), value_text(text, lang)) for name, text in rows if text])
    what = Text.assemble(clean(sentence(finding, lang)), " ", spec.hints[lang][0])
    return Group(head, Padding(what, (0, 0, 0, 3), expand=False), facts)


def value_text(text: str, lang: Lang) -> Text:
    """A value that came or was expected, safe to show and in the student's language."""
    return Text(clean(in_words(text, lang)))


def _capped(text: str) -> str:
    """The first lines of what was printed."""
    lines = text[:PRINTED].splitlines()[:PRINTED_LINES]
    return "\n".join([*lines, *(["..."] if "\n".join(lines) != text else [])])


def next_step(check: CheckResult, week: Week, whole_file: bool = False) -> str:
    spec, finding = check.spec, check.finding
    exercise = f"{week.name}.{spec.short}"
    if finding and finding.kind == "missing_file":
        return as_run(f"python -m grader reset {exercise}")
    if whole_file:
        return as_run(f"python -m grader {week.name} {spec.short}")
    helper = finding.helper if finding else ""
    return as_run(f"python -m grader hint {exercise}.{helper or spec.function}")


def _place(finding: Finding, status: Status) -> list[tuple[str, Text]]:
    if not finding.line or finding.kind in ("missing_function", "fault", "missing_file"):
        return []
    place = Text(clean(f"{finding.file}:{finding.line}"), style="dim")
    if finding.source:
        place.append("\n" + clean(finding.source), style="default")
    return [("at", place)]


def labelled(rows: Sequence[tuple[str, Text]]) -> RenderableType:
    """A label and a text in each row, set in by three columns; a long text wraps beside its label."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, 3), expand=False)


def put_aside_line(path: Path, lang: Lang) -> RenderableType:
    """Say that the record of the student's progress could not be read, and where it was put."""
    return Text(" " + say("where.aside", lang, path=path.name), style="yellow")


def prints(result: SubmissionResult, lang: Lang) -> list[RenderableType]:
    """What the student's code printed, for each check in which it printed something."""
    out: list[RenderableType] = []
    for check in result.checks:
        if check.prints.strip():
            head = Text.assemble(" ", (check.spec.id, "bold"), f"  {say('label.prints', lang)}")
            out += [
                head,
                Padding(Text(clean(check.prints.rstrip()), style="dim"), (0, 0, 0, 3), expand=False),
            ]
    return out


def summary(result: SubmissionResult, week: Week, lang: Lang) -> RenderableType:
    """The score and the next step."""
    text = Text(" ")
    score = say("run.score", lang, score=points(result.score), most=points(result.max_score))
    text.append(score, style="bold green" if result.score == result.max_score else "bold")
    counts = {s: sum(c.status is s for c in result.checks) for s in Status}
    words = [f"{say(f'count.{s}', lang)} {n}" for s, n in counts.items() if n]
    text.append(f"   {say('run.checks', lang)}: {', '.join(words)}")
    step = next((c for c in result.checks if c.status is not Status.PASSED), None)
    text.append("\n ")
    if step is None:
        text.append(say("run.all_passed", lang), style="green")
    else:
        helper = step.finding.helper if step.finding else ""
        text.append(say("run.next", lang, function=f"{step.spec.exercise}.{helper or step.spec.function}"))
    ran = {(c.spec.exercise, c.spec.function) for c in result.checks}
    held = [f for e in week.exercises for f in e.functions if f.held_back and (e.name, f.name) in ran]
    if held:
        count, most = sum(f.held_back for f in held), sum(f.held_points for f in held)
        text.append("\n " + say("run.held", lang, count=count, points=points(most)), style="dim")
    return text
