"""`grader hint`: the next hint of the first check that has not passed."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from grader.core.messages import say
from grader.core.model import CheckSpec, Lang, Status
from grader.core.target import find_target
from grader.core.week import HINTS
from grader.core.workspace import find_workspace
from grader.results import progress, render


def _first(open_: list[CheckSpec], known: progress.Progress, week: str) -> CheckSpec:
    """Of the first function that has an open check: the one whose failure was shown."""
    own = [c for c in open_ if c.function_id == open_[0].function_id]
    return next((c for c in own if known.leads(c, week)), own[0])


def hint(address: str, console: Console, lang: Lang, *, key: bool = False) -> int:
    """The next hint of the first check that has not passed in what the address names; `key`: asked for by a key press."""
    workspace = find_workspace(Path.cwd())
    week, target = find_target(address)
    known = progress.load_progress(workspace.private)
    if known.set_aside:
        console.print(render.put_aside_line(known.set_aside, lang))
    specs = [c for c in week.checks if target.matches(c)]
    open_ = [c for c in specs if known.status(c, week.name) is not Status.PASSED]
    spec = _first(open_, known, week.name) if open_ else specs[0]
    name = spec.function_id
    if not open_:
        console.print(" " + say("hint.passed", lang, function=name), style="green")
    begin = week.function(spec.exercise, spec.function).begin
    if begin and known.status(spec, week.name) in (None, Status.NOT_STARTED) and known.begins(spec):
        head = say("hint.begin", lang)
        console.print(Text.assemble(" ", (name, "bold"), f": {spec.title[lang]}   ", (head, "dim")))
        console.print(Padding(Text(begin[lang]), (0, 0, 0, 3), expand=False))
        more = say("watch.hint_more" if key else "hint.more", lang)
        console.print(" " + more, style="dim", markup=False)
        return 0
    number = known.take_hint(spec, HINTS)
    head = say("hint.number", lang, number=number, count=HINTS)
    console.print(Text.assemble(" ", (name, "bold"), f": {spec.title[lang]}   ", (head, "dim")))
    console.print(Padding(Text(spec.hints[lang][number - 1]), (0, 0, 0, 3), expand=False))
    more, last = ("watch.hint_more", "watch.hint_last") if key else ("hint.more", "hint.last")
    after = more if number < HINTS else last
    console.print(" " + say(after, lang, week=week.name, short=spec.short), style="dim", markup=False)
    return 0
