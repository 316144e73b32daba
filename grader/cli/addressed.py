"""The words of the commands that take one address: `hint`, `try`, `compare` and `reset`. Imports nothing heavy."""

from collections.abc import Callable
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Console

from grader.core.messages import say
from grader.core.model import Lang


def add_addressed(app: App, console: Console, lang: Lang, *, read_lang: Callable[[str | None], Lang]) -> None:
    """Give `app` the commands. `read_lang` reads `--lang`."""
    Address = Annotated[str, Parameter(help=say("help.address", lang), show_default=False)]
    More = Annotated[str, Parameter(show=False)]  # `hint week12 ex2` is as good as `hint week12.ex2`
    Language = Annotated[str | None, Parameter(help=say("help.lang", lang), show_default=False)]

    @app.command(help=say("help.hint", lang))
    def hint(address: Address, more: More = "", /, *, lang: Language = None) -> int:
        from grader.selfcheck.hint import hint

        return hint(_one_word(address, more), console, read_lang(lang))

    @app.command(name="try", help=say("help.try", lang))
    def attempt(address: Address, more: More = "", /, *, lang: Language = None) -> int:
        from grader.selfcheck.attempt import try_here

        return try_here(_one_word(address, more), console, read_lang(lang))

    @app.command(help=say("help.compare", lang))
    def compare(address: Address, more: More = "", /, *, lang: Language = None) -> int:
        from grader.selfcheck.compare import compare_solution

        return compare_solution(_one_word(address, more), console, read_lang(lang))

    @app.command(help=say("help.reset", lang))
    def reset(address: Address, more: More = "", /, *, lang: Language = None) -> int:
        from grader.selfcheck.reset import reset

        return reset(_one_word(address, more), console, read_lang(lang))


def _one_word(address: str, more: str) -> str:
    """`week12.ex2` of `week12 ex2`."""
    return f"{address}.{more}" if more else address
