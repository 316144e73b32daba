"""The words of `grader full` on the command line. Imports nothing heavy."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter
from rich.console import Console

from grader.core.messages import say
from grader.core.model import Lang
from grader.core.target import split_address


def add_full(app: App, console: Console, lang: Lang, *, read_lang: Callable[[str | None], Lang]) -> None:
    """Give `app` the command. `read_lang` reads `--lang`."""

    def text(key: str) -> Any:
        return Parameter(help=say(f"full.help.{key}", lang), show_default=False)

    def flag(key: str) -> Any:
        return Parameter(help=say(f"full.help.{key}", lang), negative="", show_default=False)

    @app.command(help=say("full.help.full", lang))
    def full(
        week: Annotated[str, text("week")],
        exercise: Annotated[str, text("exercise")] = "",
        /,
        *,
        device: Annotated[str, text("device")] = "",
        yes: Annotated[bool, flag("yes")] = False,
        cache: Annotated[Path | None, text("cache")] = None,
        skip: Annotated[list[str] | None, text("skip"), Parameter(negative="")] = None,
        epochs: Annotated[int, text("epochs")] = 10,
        patience: Annotated[float, text("patience")] = 300.0,
        files: Annotated[Path | None, text("files")] = None,
        solutions: Annotated[bool, flag("solutions")] = False,
        submission: Annotated[Path | None, text("submission")] = None,
        lang: Annotated[str | None, text("lang")] = None,
    ) -> int:
        from grader.full.command import FullOptions, full

        options = FullOptions(
            *split_address(week, exercise), device=device, cache=cache, files=files, skip=tuple(skip or ()), yes=yes,
            epochs=epochs, patience=patience, solutions=solutions, submission=submission,
        )  # fmt: skip
        return full(options, console, read_lang(lang))
