"""What an audit found as one HTML file, which needs nothing beside it.

Values and names of a class are strangers' words: Jinja2 escapes them all, and control characters are written as their
numbers. The page's own content security policy lets run no script but the one that sorts tables. Without it everything can
be read.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.audit.report import (
    Audit,
    ClassItem,
    ClassPart,
    FunctionMutants,
    GoalFigure,
    Mutants,
    StaleMark,
    Survivor,
)
from grader.audit.view import percent
from grader.core.messages import say
from grader.core.model import Lang, Week
from grader.core.text import in_html, plain

AUDIT_TEMPLATES = Path(__file__).resolve().parent / "templates"
LOW = 0.2
"""Below this, passing a check says little of the rest: R. L. Ebel, D. A. Frisbie, "Essentials of Educational Measurement"
(1991), table 13.2, call such items poor."""
BACKWARDS = -2.0
"""A correlation is called negative from so many standard errors, 1 / sqrt(n - 1), below 0: nearer to it is chance."""
SEEDS = 12
"""So many seeds are listed."""


def audit_page(audit: Audit, week: Week, lang: Lang) -> str:
    """The page. week: for the titles of checks and the causes of mistakes."""
    environment = Environment(
        loader=FileSystemLoader(AUDIT_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=in_html,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = _Page(audit, week, lang)
    environment.filters["broken"] = _broken
    environment.globals.update(t=page.t, say=page.say, lang=lang)
    return environment.get_template("page.html").render(page.filled()).lstrip()


class _Page:
    """What the template is filled with."""

    def __init__(self, audit: Audit, week: Week, lang: Lang) -> None:
        self._audit, self._week, self._lang = audit, week, lang
        self._causes = {one.name: one.cause[lang] for one in week.mistakes.values()}
        self._titles = {spec.id: spec.title[lang] for spec in week.checks}

    def say(self, key: str, **params: object) -> str:
        return say(key, self._lang, **params)

    def t(self, key: str, **params: object) -> str:
        return say(f"audit.page.{key}", self._lang, **params)

    def filled(self) -> dict[str, Any]:
        audit = self._audit
        script = (AUDIT_TEMPLATES / "sort.js").read_text(encoding="utf-8") if self._sorts else ""
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        return {
            "audit": audit,
            "week": self._week,
            "script": Markup(script),
            "script_hash": f"sha256-{digest}",
            "marks": f"tests/content/{audit.week}/equivalent.toml",
            "links": self._links(),
            "verdict": self._verdict(),
            "goals": [self._goal(one) for one in audit.goals],
            **self._mutants(audit.mutants),
            "unfair": [
                {
                    "part": one,
                    "seeds": _listed(one.lost),
                    "facts": self._facts(one.call, one.got, one.expected),
                }
                for one in (audit.fairness.unfair if audit.fairness else ())
            ],
            "lucky": [
                {"part": one, "missed": _listed(one.missed), "passed": _listed(one.passed)}
                for one in (audit.luck.lucky if audit.luck else ())
            ],
            "false_names": [
                {
                    "part": one,
                    "cause": self._causes.get(one.name, ""),
                    "seeds": _listed(one.seeds),
                    "facts": self._facts(one.call, one.got, one.expected),
                }
                for one in (audit.names.false if audit.names else ())
            ],
            **self._class(audit.class_part),
        }

    @property
    def _sorts(self) -> bool:
        return bool(self._audit.mutants or self._audit.class_part)

    def _links(self) -> list[tuple[str, str]]:
        """The parts that there are: the id of each heading and its words."""
        audit = self._audit
        there = {
            "mutants": audit.mutants, "unfair": audit.fairness, "luck": audit.luck, "names": audit.names,
            "class": audit.class_part,
        }  # fmt: skip
        return [(id, self.t(id)) for id, part in there.items() if part is not None]

    # ---- the goals ----

    def _verdict(self) -> tuple[str, str]:
        audit = self._audit
        missed = sum(1 for one in audit.goals if not one.met)
        if not audit.goals:
            return "quiet", self.say("audit.nothing", week=audit.week)
        if all(one.goal is None for one in audit.goals):
            return "quiet", self.say("audit.no_goals")
        if missed:
            return "bad", self.say("audit.some_missed", count=missed)
        return "good", self.say("audit.all_met")

    def _goal(self, one: GoalFigure) -> dict[str, str]:
        verdict = "met" if one.met else "missed"
        return {
            "title": self.say(f"audit.{one.name}"),
            "figure": _figure(one, one.figure),
            "goal": _figure(one, one.goal),
            "count": f"{one.count:,}",
            "kind": "good" if one.met else "bad",
            "verdict": "" if one.goal is None else self.say(f"audit.{verdict}"),
        }

    # ---- mutants ----

    def _mutants(self, mutants: Mutants | None) -> dict[str, Any]:
        functions = mutants.functions if mutants else ()
        return {
            "functions": [self._function(one) for one in functions],
            "stale": [self._stale(one) for one in (mutants.stale if mutants else ())],
        }

    def _function(self, one: FunctionMutants) -> dict[str, Any]:
        count = one.mutants - one.equivalent - one.faults
        share = one.killed / count if count else None
        return {
            "part": one,
            "share": _value(share),
            "percent": "–" if share is None else percent(share),
            "checks": ", ".join(id.rpartition(".")[2] for id in one.checks),
            "left": [_survivor(some) for some in one.unmarked],
            "marked": [_survivor(some) for some in one.survivors if some.reason],
        }

    def _stale(self, mark: StaleMark) -> dict[str, Any]:
        key = "audit.stale_killed" if mark.why == "killed" else "audit.stale_no_mutant"
        path = f"tests/content/{self._audit.week}/equivalent.toml"
        return {"text": self.say(key, path=path, function=mark.function), "lines": _diff(mark.diff)}

    # ---- a class ----

    def _class(self, part: ClassPart | None) -> dict[str, Any]:
        found = part.items if part else ()
        sets = _sets(found)
        items = [self._item(one, sets) for one in found]
        return {
            "items": items,
            "sets": sets,
            "low": f"{LOW:g}",
            "notable": sum(1 for one in items if one["remarks"]),
            "hints_known": any(one.hints is not None for one in found),
            "strange": _listed(part.strange if part else ()),
            "unnamed": [
                {
                    "part": one,
                    "also": ", ".join(id.rpartition(".")[2] for id in one.also),
                    "facts": self._facts(one.call, one.got, one.expected, raised=one.raised),
                }
                for one in (part.unnamed if part else ())
            ],
        }

    def _item(self, one: ClassItem, sets: Sequence[tuple[str, ...]]) -> dict[str, Any]:
        figure = one.discrimination
        weak = figure is not None and figure < LOW
        remarks = [(self.say("audit.nobody_failed"), "")] if one.nobody_failed else []
        if figure is not None and weak:
            backwards = figure * math.sqrt(one.n - 1) < BACKWARDS
            remarks.append((self.t("backwards" if backwards else "weak"), ""))
        for number, some in enumerate(sets, 1):
            if one.check in some:
                remarks.append((self.t("in_set", number=number), f"set{number}"))
        return {
            "part": one,
            "title": self._titles.get(one.check, ""),
            "rate": "–" if one.pass_rate is None else percent(one.pass_rate),
            "rate_value": _value(one.pass_rate),
            "bar": f"{100 * (one.pass_rate or 0):.0f}",
            "discrimination": "–" if figure is None else f"{figure:z.2f}".replace("-", "−"),
            "discrimination_value": _value(figure),
            "weak": weak,
            "hints": "–" if one.hints is None else percent(one.hints),
            "hints_value": _value(one.hints),
            "remarks": remarks,
        }

    def _facts(self, call: str, got: str, expected: str, *, raised: bool = False) -> list[tuple[str, str]]:
        told = [("call", call), ("raised" if raised else "got", got), ("expected", expected)]
        return [(self.say(f"label.{key}"), text) for key, text in told if text]


def _broken(id: str) -> Markup:
    """An id that may be broken where a name in it ends."""
    return Markup(re.sub(r"(\.|__)", r"\1<wbr>", str(escape(plain(id)))))


def _figure(one: GoalFigure, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if one.name == "unfair" else percent(value)


def _survivor(one: Survivor) -> dict[str, Any]:
    return {
        "line": one.line, "operator": one.operator.replace("_", " "), "reason": one.reason, "lines": _diff(one.diff),
    }  # fmt: skip


def _diff(diff: str) -> list[tuple[str, str]]:
    """The lines of a diff, and what each is: signs say it, too."""
    kinds = {"-": "less", "+": "more"}
    return [(kinds.get(line[:1], ""), line) for line in diff.splitlines()]


def _sets(items: Sequence[ClassItem]) -> list[tuple[str, ...]]:
    """Sets of checks that always fall together, in the order of the week."""
    sets: list[tuple[str, ...]] = []
    for one in items:
        if one.always_falls_with and not any(one.check in some for some in sets):
            sets.append((one.check, *one.always_falls_with))
    return sets


def _value(figure: float | None) -> str:
    """A figure by which a table is sorted; empty where there is none."""
    return "" if figure is None else f"{figure:.6f}"


def _listed(some: Sequence[object]) -> str:
    return ", ".join(str(one) for one in some[:SEEDS]) + (", …" if len(some) > SEEDS else "")
