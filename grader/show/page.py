"""index.html: all pictures of a run on one page, which needs nothing but the PNG files beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jinja2

from grader.core.messages import say
from grader.core.model import Lang, Week
from grader.core.text import in_html
from grader.show.gallery import Shown

_TEMPLATE = Path(__file__).resolve().parent / "page.html"


def build_page(week: Week, pictures: Sequence[Shown], shown: str, lang: Lang) -> str:
    """The page as text; everything that came from a submission is escaped. `shown`: the folder that was looked at."""
    environment = jinja2.Environment(
        autoescape=True, finalize=in_html, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    exercises = [
        (e, [p for p in pictures if p.exercise == e.name])
        for e in week.exercises
        if any(p.exercise == e.name for p in pictures)
    ]
    texts = {key: say(f"show.{key}", lang) for key in ("of", "made_with", "will_be")}
    return template.render(
        week=week, exercises=exercises, shown=shown, lang=lang, texts=texts, say=lambda key: say(key, lang)
    )
