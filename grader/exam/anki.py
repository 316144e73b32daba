"""A pool of questions as an Anki package, a deck for each topic. It is written with genanki, an optional dependency.

A note's guid is made from the question's key and the language, never from its text: importing a later export with an
edited question updates its card and keeps what was learnt.
"""

from __future__ import annotations

import io
import itertools
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from grader.core.errors import UsageError
from grader.core.messages import say
from grader.core.model import Lang
from grader.core.seeds import derive
from grader.exam.bank import Bank
from grader.exam.paper import PoolItem, group_by_topic
from grader.exam.prose import answer, block, body, inline, reasons, rubric
from grader.exam.question import Choice, Essay, Numeric, Question, TrueFalse

MODEL_ID = 1607392319
"""Never changes: with another id Anki would take every note for a new one."""
NOTE_FIELDS = ("Id", "Question", "Options", "Answer", "Explanation", "Reasons")

_FRONT = '<div class="question">{{Question}}</div>{{Options}}'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>'
    '{{Explanation}}{{Reasons}}<div class="id">{{Id}}</div>'
)
_CSS = """
.card { font-family: "Noto Sans CJK KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; font-size: 18px;
        line-height: 1.5; max-width: 44em; margin: 0 auto; text-align: left; word-break: keep-all; }
pre, code { font-family: "D2Coding", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.9em; }
pre { white-space: pre-wrap; border-left: 3px solid #999; padding-left: 0.7em; }
.answer { font-weight: bold; }
.reasons { font-size: 0.9em; }
.id { font-size: 0.7em; color: #999; margin-top: 1em; }
"""


def to_anki(bank: Bank, items: Sequence[PoolItem], lang: Lang) -> bytes:
    """The package. Raises UsageError when genanki is not installed."""
    try:
        import genanki
    except ImportError:
        raise UsageError("no_genanki") from None
    model = genanki.Model(
        MODEL_ID,
        "Transfer Lab",
        fields=[{"name": name} for name in NOTE_FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    decks = []
    for topic, mine in group_by_topic(bank, items):
        title = bank.topics[topic].title[lang].replace("::", ":")
        deck = genanki.Deck(_deck_id(bank, topic, lang), f"Transfer Lab::{bank.week}::{title}")
        for item in mine:
            deck.add_note(
                genanki.Note(
                    model=model,
                    fields=_fields(item, lang),
                    guid=genanki.guid_for("transfer-lab", bank.week, item.key, lang),
                    tags=[bank.week, topic, item.question.kind],
                )
            )
        decks.append(deck)
    return _package(genanki.Package(decks))


def _package(package: Any) -> bytes:
    """The bytes that genanki's `write_to_file` writes; that leaves its database behind in the temporary folder."""
    # Anki updates a note that it knows when this time is later
    now = time.time()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(path)) as connection:
            package.write_to_db(connection.cursor(), now, itertools.count(int(now * 1000)))
            connection.commit()
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, "collection.anki2")
            archive.writestr("media", "{}")
        return whole.getvalue()


def _deck_id(bank: Bank, topic: str, lang: Lang) -> int:
    return (1 << 30) + derive(0, f"anki/{bank.week}/{topic}/{lang}") % (1 << 30)


def _fields(item: PoolItem, lang: Lang) -> list[str]:
    question = item.question
    return [
        inline(item.key),
        body(question, lang),
        _options(question, lang),
        _answer(question, lang),
        block(question.explanation[lang]),
        _reasons(question, lang),
    ]


def _options(question: Question, lang: Lang) -> str:
    if isinstance(question, Choice):
        rows = "".join(f"<li>{inline(option.text[lang])}</li>" for option in question.options)
        return f'<ol type="A">{rows}</ol>'
    return f"<p>{inline(say('printed.true_false', lang))}</p>" if isinstance(question, TrueFalse) else ""


def _answer(question: Question, lang: Lang) -> str:
    if isinstance(question, Essay):
        return answer(question, lang) + rubric(question, lang)
    slack = f" (± {question.tolerance:g})" if isinstance(question, Numeric) and question.tolerance else ""
    return answer(question, lang) + slack


def _reasons(question: Question, lang: Lang) -> str:
    rows = "".join(f"<li><b>{label}</b> {why}</li>" for label, why in reasons(question, lang))
    return f'<ul class="reasons">{rows}</ul>' if rows else ""
