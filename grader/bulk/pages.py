"""`RESULTS/index.html` and a page for each student: made from the reports, no script in them, nothing loaded from anywhere.

Names and messages are strangers' words: Jinja2 escapes them all, control characters are written as their numbers, and the
pages' own content security policy forbids scripts, frames, forms and every address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grader.bulk.class_results import ClassResults
from grader.bulk.tally import CheckTally, common_mistakes, tally
from grader.core.messages import say
from grader.core.model import CheckSpec, Exercise, Lang, Status, Week
from grader.core.phrases import in_words
from grader.core.text import in_html
from grader.results.report import CheckReport, Report

PAGE_TEMPLATES = Path(__file__).resolve().parent / "templates"
GLYPHS = {
    Status.PASSED: "·", Status.FAILED: "×", Status.NOT_STARTED: "–", Status.ERROR: "!", Status.TIMEOUT: "T",
    Status.CRASHED: "C", Status.FAULT: "?",
}  # fmt: skip
"""What a cell shows: the colour only repeats it."""
MISTAKES = 3
"""The most mistakes that are listed for a check; for the whole class it is CLASS_MISTAKES."""
CLASS_MISTAKES = 10
PAIRS = 100
"""The most similar pairs that the page shows; similarity.csv has them all."""


@dataclass(frozen=True)
class Pair:
    """Two submissions that are alike in one exercise."""

    one: str
    other: str
    exercise: str
    overlap: float
    """The share of one text that is in the other, 0..1; the larger of the two shares."""
    length: int
    """The length of what they have in common, in characters after names and layout were taken out."""


@dataclass(frozen=True)
class HeatCell:
    """One check of one student in the heatmap."""

    kind: str
    glyph: str
    title: str


def pages(results: ClassResults, pairs: Sequence[Pair] | None = None) -> dict[str, str]:
    """The pages of a class: path below RESULTS to HTML. pairs: None when nobody asked for similar submissions."""
    week, lang = results.week, results.lang
    environment = _page_environment(lang)
    index = environment.get_template("index.html")
    out = {"index.html": index.render(_class(results, pairs))}
    student = environment.get_template("student.html")
    for row in results.rows:
        page = student.render(
            week=week, report=row.report, exercises=_student_exercises(row.report, week, lang)
        )
        out[f"students/{row.file_name}.html"] = page
    return out


def _page_environment(lang: Lang) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGE_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=in_html,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def page(key: str, **params: object) -> str:
        return say(f"page.{key}", lang, **params)

    word: Callable[[str], str] = lambda status: say(f"count.{status}", lang)  # noqa: E731
    environment.globals.update(t=page, lang=lang, glyphs=GLYPHS, word=word)
    environment.filters["points"] = lambda number: f"{number:g}"
    return environment


# ---- the class ----------------------------------------------------------------------------------------------------


def _class(results: ClassResults, pairs: Sequence[Pair] | None) -> dict[str, Any]:
    """What `index.html` is filled with."""
    week, lang, reports = results.week, results.lang, results.reports
    tallies = tally(week, reports)
    links = {row.report.submission: f"students/{quote(row.file_name)}.html" for row in results.rows}
    graded = [report.score for report in reports if report.graded]
    rows = [
        {
            "report": report,
            "href": links[report.submission],
            "cells": _heat_cells(report, week, lang) if report.graded else [],
        }
        for report in reports
    ]
    groups = [
        (exercise, [t for t in tallies if t.spec.exercise == exercise.name]) for exercise in week.exercises
    ]
    return {
        "week": week,
        "tallies": tallies,
        "heads": _heads(week),
        "groups": groups,
        "rows": rows,
        "graded": len(graded),
        "mean": f"{sum(graded) / len(graded):.1f}" if graded else "–",
        "max_score": sum(spec.points for spec in week.checks),
        "counts": _told_counts(tallies, lang),
        "causes": {t.spec.id: _causes(week, t.mistakes[:MISTAKES], lang) for t in tallies},
        "common": _causes(week, common_mistakes(week, reports)[:CLASS_MISTAKES], lang),
        "pairs": pairs if pairs is None else pairs[:PAIRS],
        "more_pairs": len(pairs or ()) - PAIRS,
        "links": links,
    }


def _heads(week: Week) -> list[str]:
    """For each check the class of its column: a line before an exercise, a thinner one before a function."""
    heads = []
    for exercise in week.exercises:
        for place, function in enumerate(exercise.functions):
            heads += [" begin" if place else " first", *[""] * (len(function.checks) - 1)]
    return heads


def _heat_cells(report: Report, week: Week, lang: Lang) -> list[HeatCell]:
    checks = report.by_id
    return [_heat_cell(spec, checks.get(spec.id), week, lang) for spec in week.checks]


def _heat_cell(spec: CheckSpec, check: CheckReport | None, week: Week, lang: Lang) -> HeatCell:
    if check is None:
        return HeatCell("none", "", "")
    status = check.status
    if status is Status.PASSED:  # most of the table: the head of the column says the rest
        return HeatCell(status, GLYPHS[status], "")
    title = (
        f"{week.exercise(spec.exercise).short}.{spec.function}.{spec.name}: {say(f'count.{status}', lang)}"
    )
    if check.mistake:
        title += f" ({say('page.mistake', lang, id=check.mistake)})"
    return HeatCell(status, GLYPHS[status], title)


def _causes(week: Week, mistakes: Sequence[tuple[str, int]], lang: Lang) -> list[tuple[str, int, str]]:
    """Number, how many, and the likely cause in words."""
    known = week.mistakes
    return [(id, count, known[id].cause[lang] if id in known else "") for id, count in mistakes]


def _told_counts(tallies: Sequence[CheckTally], lang: Lang) -> dict[str, str]:
    """What became of those who did not pass: `wrong 3, not started 2`."""
    return {
        t.spec.id: ", ".join(
            f"{say(f'count.{status}', lang)} {t.counts[status]}"
            for status in Status
            if status is not Status.PASSED and t.counts.get(status)
        )
        for t in tallies
    }


# ---- a student ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CheckLine:
    """One check of one student."""

    spec: CheckSpec
    check: CheckReport
    title: str
    message: str
    facts: tuple[tuple[str, str], ...]
    """Label and text: the call, what came back, what was expected, where."""


def _student_exercises(
    report: Report, week: Week, lang: Lang
) -> list[tuple[Exercise, float, float, list[CheckLine]]]:
    """Each exercise with its points, its highest possible points and its checks."""
    found = report.by_id
    out = []
    for exercise in week.exercises:
        specs = [spec for function in exercise.functions for spec in function.checks if spec.id in found]
        lines = [_check_line(spec, found[spec.id], lang) for spec in specs]
        if lines:
            points, most = sum(line.check.points for line in lines), sum(spec.points for spec in specs)
            out.append((exercise, points, most, lines))
    return out


def _check_line(spec: CheckSpec, check: CheckReport, lang: Lang) -> CheckLine:
    tip = check.status is Status.PASSED and spec.advice and bool(check.got or check.expected)
    if check.status in (Status.PASSED, Status.NOT_STARTED) and not tip:
        return CheckLine(spec, check, spec.title[lang], "", ())
    where = f"{check.file}:{check.line}" if check.file and check.line else check.file
    got = "got" if check.status in (Status.FAILED, Status.PASSED) else "raised"
    values = [(name, in_words(text, lang)) for name, text in ((got, check.got), ("expected", check.expected))]
    told = [("call", check.call), *values, ("at", where)]
    facts = tuple((say(f"label.{key}", lang), text) for key, text in told if text)
    return CheckLine(spec, check, spec.title[lang], check.message[lang], facts)
