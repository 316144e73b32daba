"""`grader compare`: after full marks, the solution of a function beside the student's own.

Only where solutions are there: an instructor's workspace, or a copy that `grader release --with-solutions` made for after
the deadline.
"""

from __future__ import annotations

import ast
from pathlib import Path

from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from grader.core.errors import StudentError, UsageError
from grader.core.messages import say
from grader.core.model import Lang, Status
from grader.core.target import find_target
from grader.core.text import clean
from grader.core.workspace import find_workspace
from grader.intake.read import hand_in
from grader.results import progress

SIDE_BY_SIDE = 120
"""Columns from which the two stand beside each other; below, one stands above the other."""
_MARKS = ("# BEGIN SOLUTION", "# END SOLUTION")


def compare_solution(address: str, console: Console, lang: Lang) -> int:
    """Show both functions and what is worth noticing. Raises UsageError before full marks, or where no solutions are."""
    workspace = find_workspace(Path.cwd())
    week, target = find_target(address)
    if not target.function:
        raise UsageError("compare_what", address=address)
    file = f"{target.exercise}.py"
    solution = workspace.solutions(week.name) / file
    if not solution.is_file():
        raise UsageError("compare_no_solutions", week=week.name)
    function = week.function(target.exercise, target.function)
    known, exercise = progress.load_progress(workspace.private), week.exercise(target.exercise)
    chosen = workspace.chosen(week.name)
    passed = all(known.status(check, week.name) is Status.PASSED for check in function.checks)
    if not passed or known.changed(exercise, week.name, chosen.folder):
        raise UsageError("compare_first", week=week.name, short=exercise.short, function=function.name)
    try:
        own = hand_in(chosen.path, chosen.shown, week).files(target.exercise)[file].decode("utf-8")
    except StudentError as error:
        raise UsageError(
            "compare_first", week=week.name, short=exercise.short, function=function.name
        ) from error
    texts = (source_of(own, function.name), source_of(solution.read_text(encoding="utf-8"), function.name))
    console.print(beside(texts, console.width, lang))
    if function.notice:
        console.print(Text.assemble(" ", (say("compare.notice", lang), "bold"), " ", function.notice[lang]))
    return 0


def source_of(text: str, function: str) -> str:
    """The lines of a function's last definition, without the markers of a solution; the whole text where there is none."""
    lines = text.splitlines()
    for node in reversed(ast.parse(text).body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            lines = lines[first - 1 : node.end_lineno]
            break
    return "\n".join(line for line in lines if line.strip() not in _MARKS)


def beside(texts: tuple[str, str], width: int, lang: Lang) -> RenderableType:
    """The student's function and the solution, in two columns where they fit."""
    titles = (say("compare.yours", lang), say("compare.solution", lang))
    panels = [
        Panel(Text(clean(text)), title=title, title_align="left")
        for text, title in zip(texts, titles, strict=True)
    ]
    table = Table.grid(expand=True)
    if width < SIDE_BY_SIDE:
        for panel in panels:
            table.add_row(panel)
    else:
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(*panels)
    return table
