"""What stands above and below a call that `grader try` does again, as rich renderables."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from grader.core.messages import likely, say, sentence
from grader.core.model import CheckResult, Lang, Status, Week
from grader.core.text import clean
from grader.results import render


def above_call(check: CheckResult, week: Week, lang: Lang, *, called: bool) -> list[RenderableType]:
    """The check and its call; called: whether there is a call, or else the failure of the whole file."""
    spec, finding = check.spec, check.finding
    title = Text.assemble(" ", (spec.function_id, "bold"), f": {spec.title[lang]}")
    if check.status is Status.PASSED:
        return [title, Text(" " + say("try.passed", lang), style="green"), Text()]
    if not called:
        return [render.failure(check, week, lang, whole_file=True)]
    return [title, *([Text(f"   {clean(finding.call)}", style="dim")] if finding else []), Text()]


def below_call(check: CheckResult, week: Week, lang: Lang, *, called: bool) -> list[RenderableType]:
    """What is expected, and the likely cause."""
    finding = check.finding
    if finding is None or not called:
        return []
    cause = likely(finding, week.mistakes) if finding.cause != "debugger" else None
    rows = [
        ("expected", render.value_text(finding.expected, lang)),
        ("likely", Text(cause[lang], style="bold") if cause else Text()),
        ("next", Text(render.next_step(check, week), style="cyan")),
    ]
    what = Text(f"   {clean(sentence(finding, lang))}", style=render.STYLES[check.status])
    return [
        Text(),
        what,
        render.labelled([(say(f"label.{name}", lang), text) for name, text in rows if text]),
    ]
