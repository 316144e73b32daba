"""`grader exam export`: the bank, or a paper drawn from it, as a file for another program or for the printer."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from grader.core.errors import UsageError
from grader.core.files import write_asked
from grader.core.messages import say
from grader.core.model import Lang
from grader.core.week import load_week
from grader.exam.anki import to_anki
from grader.exam.bank import Bank, check_topics, find_bank
from grader.exam.gift import fits, to_gift
from grader.exam.moodle import to_moodle
from grader.exam.paper import choose, papers, question_pool

FORMATS = ("gift", "moodle-xml", "anki", "html")
MOST_VARIANTS = 26
ON_PAPER = 20
"""Questions of a printed paper, unless said otherwise."""


@dataclass(frozen=True)
class ExportOptions:
    """What was asked for on the command line."""

    format: str
    """One of FORMATS."""
    out: Path
    variants: int = 1
    seed: int = 0
    questions: int | None = None
    """None for ON_PAPER questions in print, or the whole bank for another program."""
    topics: Sequence[str] = ()
    week: str | None = None
    """None for the last one that has theory."""


def export(options: ExportOptions, console: Console, lang: Lang) -> int:
    """Write the file, and for html its key beside it, and tell which files were written."""
    bank = find_bank(options.week)
    _refuse(options, bank)
    count = options.questions or (ON_PAPER if options.format == "html" else None)
    ids = choose(bank, options.topics, count, options.seed)
    files, number, left_out = _files(options, bank, ids, lang)
    for path, data in files.items():
        write_asked(path, data)
    for id in left_out:
        console.print(" " + say("exam.left_out", lang, id=id), markup=False, style="yellow")
    for path in files:
        console.print(" " + say("run.written", lang, path=path), markup=False, soft_wrap=True)
    done = say("exam.exported", lang, questions=number, variants=options.variants, seed=options.seed)
    console.print(" " + done, markup=False, style="dim")
    return 0


def _files(
    options: ExportOptions, bank: Bank, ids: Sequence[str], lang: Lang
) -> tuple[Mapping[Path, str | bytes], int, Sequence[str]]:
    """The files, the number of questions in them, and the keys of those that had to stay out."""
    if options.format == "html":
        from grader.exam.printed import to_html

        sheets = papers(bank, ids, options.seed, options.variants)
        title = load_week(bank.week).title
        both = {
            path: to_html(title, bank.week, sheets, lang, key=key)
            for path, key in ((options.out, False), (key_path(options.out), True))
        }
        return both, len(ids), ()
    items = question_pool(bank, ids, options.seed, options.variants)
    if options.format == "anki":
        return {options.out: to_anki(bank, items, lang)}, len(items), ()
    if options.format == "moodle-xml":
        return {options.out: to_moodle(bank, items, lang)}, len(items), ()
    kept = [item for item in items if fits(item.question)]
    left_out = [item.key for item in items if not fits(item.question)]
    return {options.out: to_gift(bank, kept, lang)}, len(kept), left_out


def key_path(out: Path) -> Path:
    """`exam-key.html` for `exam.html`: the paper is printed for everyone, the key is not."""
    return out.with_name(f"{out.stem}-key{out.suffix}")


def _refuse(options: ExportOptions, bank: Bank) -> None:
    """Refuse wrong use before anything is drawn. Raises UsageError."""
    if options.format not in FORMATS:
        raise UsageError("no_format", format=options.format, formats=", ".join(FORMATS))
    check_topics(bank, options.topics)
    if not 1 <= options.variants <= MOST_VARIANTS:
        raise UsageError("variants_range", variants=options.variants, most=MOST_VARIANTS)
    if options.seed < 0:
        raise UsageError("seed_range", seed=options.seed)
    count = len(choose(bank, options.topics, None, 0))
    if options.questions is not None and not 1 <= options.questions <= count:
        raise UsageError("questions_range", questions=options.questions, count=count)
    if options.out.is_dir():
        raise UsageError("cannot_write", path=options.out, reason=os.strerror(errno.EISDIR))
