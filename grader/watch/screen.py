"""What a student sees while watching, as rich renderables. Pure, as `render` is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from grader.core.messages import say
from grader.core.model import Lang, Status, Week
from grader.results import render
from grader.watch.board import Board

KEYS = {"h": "key_hint", "l": "key_list", "s": "key_show", "t": "key_try", "n": "key_next", "q": "key_quit"}
"""Each key, and the name in `locale/*.toml` of the text that says what it does."""


class Why(Enum):
    """Why to draw. It decides what happens to a hint that is open below the screen."""

    ASKED = auto()
    """The student saved a file or pressed a key: the screen is drawn anew."""
    RESULT = auto()
    """A result of the current function: it appears below an open hint."""
    ASIDE = auto()
    """A result of something else: it is shown when the hint is closed."""


@dataclass(frozen=True)
class View:
    """Everything that the screen depends on."""

    board: Board
    checking: bool = False
    """Whether a check of the current exercise is running."""
    seconds: float | None = None
    """How long the last check took."""
    notes: Sequence[str] = ()
    keys: str = ""
    """The keys that work; empty where there are none."""
    every: bool = False
    """Whether to show every failure of the function, not only the first."""
    prints: bool = False
    file: str = ""
    """The file of the current exercise, as the student calls it."""


def screen(view: View, week: Week, lang: Lang) -> RenderableType:
    """A row for the current exercise, the outcome of the current function, notes, and the keys."""
    board = view.board
    exercise, _ = board.spot
    row = [c.id for c in board.of_exercise(exercise)]
    parts = [render.title(week, lang), render.overview(week, board.results, lang, row), Text()]
    if board.decided():
        parts += _verdict(view, week, lang)
    elif view.checking:
        parts += [Text(" " + say("watch.checking", lang, file=view.file), style="dim"), Text()]
    notes = list(view.notes)
    if view.seconds is not None and not view.checking:
        notes.append(say("watch.seconds", lang, seconds=f"{view.seconds:.1f}"))
    return Group(
        *parts,
        *(Padding(Text(note, style="dim"), (0, 0, 0, 1), expand=False) for note in notes),
        key_line(view.keys, lang),
    )


def watch_overview(board: Board, week: Week, lang: Lang) -> RenderableType:
    """All that is watched, a row for each exercise, and where the student is in it."""
    here = Text(" " + say("watch.here", lang, function=".".join(board.spot)), style="cyan")
    return Group(render.overview(week, board.results, lang, [c.id for c in board.specs]), here)


def _verdict(view: View, week: Week, lang: Lang) -> list[RenderableType]:
    board = view.board
    result = board.result(week.name, board.of(board.spot))
    prints = render.prints(result, lang) if view.prints else []
    failed = [c for c in result.checks if c.status is not Status.PASSED]
    if failed:
        blocks = render.failures(result, week, lang, every=view.every) or [
            render.failure(failed[0], week, lang)
        ]
        return [*prints, *(part for block in blocks for part in (block, Text()))]
    passed = say("watch.passed", lang, function=".".join(board.spot), count=len(result.checks))
    after = say("watch.checking", lang, file=view.file) if view.checking else _after(view, lang)
    return [
        *prints,
        Text(" " + passed, style="bold green"),
        *render.tips(result, lang),
        Text(" " + after, style="dim" if view.checking else "cyan"),
        Text(),
    ]


def _after(view: View, lang: Lang) -> str:
    place = view.board.next()
    if place is None:
        return say("run.all_passed", lang)
    return say("watch.press" if view.keys else "run.next", lang, function=".".join(place))


def key_line(keys: str, lang: Lang) -> RenderableType:
    """The keys and what they do, in one line."""
    if not keys:
        return Text(" " + say("watch.no_keys", lang), style="dim")
    words = Text()
    for key in keys:
        words.append("   " if words else " ").append(key, style="bold reverse")
        words.append(" " + say(f"watch.{KEYS[key]}", lang))
    return words
