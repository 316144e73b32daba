"""The words of `grader audit` on the command line. Imports nothing heavy."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter, Token
from rich.console import Console

from grader.core.messages import say
from grader.core.model import Lang
from grader.core.target import split_address


def add_audit(
    app: App,
    console: Console,
    lang: Lang,
    *,
    read_lang: Callable[[str | None], Lang],
    whole: Callable[[type, Sequence[Token]], int],
) -> None:
    """Give `app` the command. `read_lang` reads `--lang`, `whole` a whole number."""

    def text(key: str) -> Any:
        return Parameter(help=say(f"audit.help.{key}", lang), show_default=False)

    @app.command(help=say("audit.help.audit", lang))
    def audit(
        week: Annotated[str, text("week")],
        target: Annotated[str, text("target")] = "",
        /,
        *,
        seeds: Annotated[int, text("seeds"), Parameter(converter=whole)] = 20,
        jobs: Annotated[int | None, text("jobs"), Parameter(converter=whole)] = None,
        only: Annotated[list[str] | None, text("only"), Parameter(negative="")] = None,
        sample: Annotated[int | None, text("sample"), Parameter(converter=whole)] = None,
        results: Annotated[Path | None, text("results")] = None,
        json: Annotated[Path | None, text("json")] = None,
        html: Annotated[Path | None, text("html")] = None,
        lang: Annotated[str | None, text("lang")] = None,
    ) -> int:
        from grader.audit.command import AuditOptions, audit

        options = AuditOptions(
            *split_address(week, target), seeds=seeds, jobs=jobs, only=tuple(only or ()), sample=sample, results=results,
            json=json, html=html,
        )  # fmt: skip
        return audit(options, console, read_lang(lang))
