"""The command line: reads the words, calls the command, turns errors into one sentence and an exit code.

Exit codes: 0 all passed or done, 1 something did not pass, 2 wrong use or workspace, 3 the grader's own fault,
130 stopped with Ctrl-C. Importing this loads no torch: only a command that
grades does. Annotations are real objects here, not strings: cyclopts reads the help texts out of them.
"""

import contextlib
import io
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, CycloptsError, Group, Parameter, Token
from rich.console import Console

from grader import __version__
from grader.cli.addressed import add_addressed
from grader.cli.audit import add_audit
from grader.cli.exam import add_exam
from grader.cli.full import add_full
from grader.core.errors import STOPPED, GraderError, UsageError
from grader.core.messages import choose_lang, say
from grader.core.model import Lang
from grader.core.target import split_address


def build_app(lang: Lang, console: Console) -> App:
    """The application with its help in one language. Commands import what they need when they run."""

    def text(key: str) -> Any:
        return Parameter(help=say(f"help.{key}", lang), show_default=False)

    def flag(key: str) -> Any:
        return Parameter(help=say(f"help.{key}", lang), negative="", show_default=False)

    app = App(
        name="grader",
        help=say("help.app", lang),
        version=__version__,
        console=console,
        group_commands=Group(say("help.commands", lang), sort_key=2),
        group_arguments=Group(say("help.arguments", lang), sort_key=0),
        group_parameters=Group(say("help.options", lang), sort_key=1),
        help_format="plaintext",
        suppress_keyboard_interrupt=False,
        result_action="return_value",
    )
    app["--help"].help = say("help.help", lang)
    app["--version"].help = say("help.version", lang)
    Language = Annotated[str | None, text("lang")]

    @app.default
    def check(
        week: Annotated[str | None, text("week")] = None,
        target: Annotated[str | None, text("target")] = None,
        /,
        *,
        all: Annotated[bool, flag("all")] = False,
        json: Annotated[Path | None, text("json")] = None,
        junit: Annotated[Path | None, text("junit")] = None,
        seed: Annotated[int, text("seed"), Parameter(converter=_whole)] = 0,
        lang: Language = None,
        solutions: Annotated[bool, flag("solutions")] = False,
        submission: Annotated[Path | None, text("submission")] = None,
        prints: Annotated[bool, flag("prints")] = False,
        start: Annotated[str | None, text("start")] = None,
        watch: Annotated[bool, flag("watch")] = False,
    ) -> int:
        if week is None:
            from grader.selfcheck.where import where

            return where(console, _lang(lang))
        from grader.selfcheck.check import CheckOptions, self_check

        options = CheckOptions(
            *split_address(week, target or ""), all=all, json=json, junit=junit, seed=seed, solutions=solutions,
            submission=submission, prints=prints, start=start,
        )  # fmt: skip
        if watch:
            from grader.watch.command import run_watch

            return run_watch(options, console, _lang(lang))
        return self_check(options, console, _lang(lang))

    add_addressed(app, console, lang, read_lang=_lang)

    @app.command(help=say("help.show", lang))
    def show(
        week: Annotated[str, text("show_week")],
        target: Annotated[str | None, text("target")] = None,
        /,
        *,
        solutions: Annotated[bool, flag("show_solutions")] = False,
        submission: Annotated[Path | None, text("show_submission")] = None,
        lang: Language = None,
    ) -> int:
        from grader.show.command import ShowOptions, show

        options = ShowOptions(*split_address(week, target or ""), solutions=solutions, submission=submission)
        return show(options, console, _lang(lang))

    @app.command(help=say("help.sync", lang))
    def sync(
        week: Annotated[str, text("sync_week")],
        /,
        *,
        force: Annotated[bool, flag("force")] = False,
        lang: Language = None,
    ) -> int:
        from grader.authoring.sync import sync

        return sync(week, console, _lang(lang), force=force)

    @app.command(help=say("help.bulk", lang))
    def bulk(
        week: Annotated[str, text("bulk_week")],
        submissions: Annotated[Path, text("submissions")],
        /,
        *,
        out: Annotated[Path, text("out")],
        jobs: Annotated[int | None, text("jobs"), Parameter(converter=_whole)] = None,
        seed: Annotated[int | None, text("bulk_seed"), Parameter(converter=_whole)] = None,
        isolation: Annotated[str, text("isolation")] = "jail",
        similarity: Annotated[bool, flag("similarity")] = False,
        cluster: Annotated[str | None, text("cluster")] = None,
        lang: Language = None,
    ) -> int:
        from grader.bulk.command import BulkOptions, bulk

        options = BulkOptions(
            week,
            submissions,
            out,
            jobs=jobs,
            seed=seed,
            isolation=isolation,
            similarity=similarity,
            cluster=cluster,
        )
        return bulk(options, console, _lang(lang))

    @app.command(help=say("help.notebook", lang))
    def notebook(
        week: Annotated[str, text("sync_week")],
        target: Annotated[str, text("exercise")] = "",
        /,
        *,
        out: Annotated[Path | None, text("notebook_out")] = None,
        force: Annotated[bool, flag("force")] = False,
        lang: Language = None,
    ) -> int:
        from grader.notebook.write import NotebookOptions, write_notebooks

        return write_notebooks(
            NotebookOptions(*split_address(week, target), out=out, force=force), console, _lang(lang)
        )

    @app.command(help=say("help.release", lang))
    def release(
        week: Annotated[str, text("sync_week")],
        /,
        *,
        out: Annotated[Path, text("release_out")],
        force: Annotated[bool, flag("release_force")] = False,
        with_solutions: Annotated[bool, flag("with_solutions")] = False,
        lang: Language = None,
    ) -> int:
        from grader.authoring.release import release

        return release(week, out, console, _lang(lang), force=force, with_solutions=with_solutions)

    @app.command(help=say("help.new", lang))
    def new(
        week: Annotated[str, text("new_week")],
        /,
        *,
        title_ko: Annotated[str, text("title_ko")] = "",
        title_en: Annotated[str, text("title_en")] = "",
        lang: Language = None,
    ) -> int:
        from grader.authoring.new import new

        return new(week, {"ko": title_ko, "en": title_en}, console, _lang(lang))

    add_audit(app, console, lang, read_lang=_lang, whole=_whole)
    add_full(app, console, lang, read_lang=_lang)

    @app.command(help=say("help.doctor", lang))
    def doctor(*, lang: Language = None) -> int:
        from grader.selfcheck.doctor import doctor

        return doctor(console, _lang(lang))

    add_exam(app, console, lang, read_lang=_lang, whole=_whole)
    return app


def _whole(type_: type, tokens: Sequence[Token]) -> int:
    """A whole number as it is written: cyclopts would round 1.5."""
    try:
        return int(tokens[0].value)
    except ValueError:
        raise UsageError("not_whole", option=tokens[0].keyword or "", word=tokens[0].value) from None


def _lang(word: str | None) -> Lang:
    if word not in (None, "ko", "en"):
        raise UsageError("not_lang", lang=word)
    return choose_lang(word)


def run(words: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    lang = choose_lang(_wanted_lang(words))
    console = Console(highlight=False, soft_wrap=False)
    errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def complain(sentence: str) -> None:
        errors.print(sentence, markup=False, style="red")

    try:
        code = build_app(lang, console)(_lang_last(words), exit_on_error=False, print_error=False)
        return code if isinstance(code, int) else 0
    except CycloptsError as error:
        complain(say("usage.command", lang, text=_first_sentence(error)))
        return UsageError.exit_code
    except UsageError as error:
        complain(say(f"{error.table}.{error.key}", lang, **error.params))
        return error.exit_code
    except GraderError as error:
        complain(f"{error}\n{say('run.fault', lang)}")
        return error.exit_code
    except KeyboardInterrupt:
        complain(say("run.stopped", lang))
        return STOPPED
    except BrokenPipeError:  # `grader week12 | head`: nobody reads on
        with contextlib.suppress(OSError):
            sys.stdout = io.StringIO()
        return 1
    except Exception:
        traceback.print_exc()
        complain(say("run.fault", lang))
        return GraderError.exit_code


def _wanted_lang(words: Sequence[str]) -> str | None:
    """`--lang` before the words are parsed: help and parse errors need it already."""
    for i, word in enumerate(words):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and i + 1 < len(words):
            return words[i + 1]
    return None


def _lang_last(words: Sequence[str]) -> list[str]:
    """The words with a leading `--lang` at their end, where every command takes it."""
    count = 2 if words[:1] == ["--lang"] else 1 if words and words[0].startswith("--lang=") else 0
    return [*words[count:], *words[:count]]


def _first_sentence(error: CycloptsError) -> str:
    text = str(error).strip().splitlines()
    return text[0] if text else type(error).__name__


def main() -> None:
    """Entry point of `grader` and `python -m grader`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure:  # a Korean Windows console says cp949, a pipe says ASCII: write UTF-8 everywhere
            reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))
