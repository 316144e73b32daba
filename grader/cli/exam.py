"""The commands of `grader exam`: words in, exit code out. `cli.app` adds them to the command line.

Annotations are real objects here, not strings: cyclopts reads the help texts out of them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Group, Parameter
from rich.console import Console

from grader.core.messages import say
from grader.core.model import Lang

Whole = Callable[..., int]


def add_exam(
    app: App, console: Console, lang: Lang, *, read_lang: Callable[[str | None], Lang], whole: Whole
) -> None:
    """Add `exam` to the application. Commands import what they need when they run."""

    def text(key: str) -> Any:
        return Parameter(help=say(f"help.{key}", lang), show_default=False)

    exam = App(
        name="exam",
        help=say("help.exam", lang),
        group_commands=Group(say("help.commands", lang), sort_key=2),
        group_parameters=Group(say("help.options", lang), sort_key=1),
    )
    Language = Annotated[str | None, text("lang")]
    Week = Annotated[str | None, text("theory_week")]
    Topics = Annotated[tuple[str, ...], text("topic"), Parameter(negative="")]
    Number = Parameter(converter=whole)

    @exam.default
    def practise(
        *,
        topic: Topics = (),
        new: Annotated[int | None, text("exam_new"), Number] = None,
        date: Annotated[str | None, text("date")] = None,
        week: Week = None,
        lang: Language = None,
    ) -> int:
        from grader.exam import practice_terminal

        desk = practice_terminal.open_desk(console, read_lang(lang), week)
        return practice_terminal.practise(desk, topics=topic, new=new, exam_date=date)

    @exam.command(help=say("help.progress", lang))
    def progress(
        *,
        topic: Topics = (),
        date: Annotated[str | None, text("date")] = None,
        week: Week = None,
        lang: Language = None,
    ) -> int:
        from grader.exam import practice_terminal

        desk = practice_terminal.open_desk(console, read_lang(lang), week)
        return practice_terminal.progress(desk, topics=topic, exam_date=date)

    @exam.command(help=say("help.mock", lang))
    def mock(
        *,
        questions: Annotated[int | None, text("questions"), Number] = None,
        minutes: Annotated[int | None, text("minutes"), Number] = None,
        seed: Annotated[int | None, text("paper_seed"), Number] = None,
        topic: Topics = (),
        restart: Annotated[bool, text("restart"), Parameter(negative="")] = False,
        week: Week = None,
        lang: Language = None,
    ) -> int:
        from grader.exam import mock_terminal, practice_terminal

        desk = practice_terminal.open_desk(console, read_lang(lang), week)
        options = mock_terminal.MockOptions(
            questions=questions, minutes=minutes, seed=seed, topics=topic, restart=restart
        )
        return mock_terminal.mock(desk, options)

    @exam.command(help=say("help.exam_bank", lang))
    def bank(*, week: Week = None, lang: Language = None) -> int:
        from grader.exam import counts, practice_terminal

        desk = practice_terminal.open_desk(console, read_lang(lang), week)
        desk.terminal.show(counts.build_table(desk.bank, desk.lang))
        return 0

    @exam.command(help=say("help.exam_export", lang))
    def export(
        *,
        format: Annotated[str, text("exam_format")],
        out: Annotated[Path, text("exam_out")],
        variants: Annotated[int, text("exam_variants"), Number] = 1,
        seed: Annotated[int, text("exam_seed"), Number] = 0,
        questions: Annotated[int | None, text("exam_questions"), Number] = None,
        topic: Annotated[tuple[str, ...], text("exam_topic"), Parameter(negative="")] = (),
        week: Annotated[str | None, text("exam_week")] = None,
        lang: Annotated[str | None, text("lang")] = None,
    ) -> int:
        from grader.exam.export import ExportOptions, export

        options = ExportOptions(
            format, out, variants=variants, seed=seed, questions=questions, topics=topic, week=week
        )
        return export(options, console, read_lang(lang))

    app.command(exam)
