"""The page of an audit: what it tells in both languages, that it does nothing, and that it can be used."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

import pytest
from msgspec.structs import replace
from support.html_page import HOSTILE, Page
from support.reports import WEEK

from grader.audit.page import audit_page
from grader.audit.report import (
    AUDIT_SCHEMA,
    Audit,
    AuditFault,
    ClassItem,
    ClassPart,
    Fairness,
    FalseName,
    FunctionMutants,
    GoalFigure,
    Luck,
    Lucky,
    Mutants,
    Names,
    OneFingerprint,
    StaleMark,
    Survivor,
    Unfair,
    UnnamedValue,
)
from grader.core.messages import keys, say
from grader.core.model import LANGS, Lang

IDS = [spec.id for spec in WEEK.checks]
NOTHING = Audit(
    schema=AUDIT_SCHEMA, week=WEEK.name, target="", seeds=20, trials=0, all_trials=0, kept=0, seconds=1.0, grader="0",
    torch="2", goals=(), mutants=None, fairness=None, luck=None, names=None, class_part=None, faults=(),
)  # fmt: skip


def item(check: str, **more: Any) -> ClassItem:
    default: dict[str, Any] = {
        "n": 26, "pass_rate": 0.5, "discrimination": 0.5, "nobody_failed": False, "always_falls_with": (), "hints": None
    }  # fmt: skip
    return ClassItem(check=check, **{**default, **more})


def full(word: str = "") -> Audit:
    """An audit that found something of each kind. word: said in every text that comes from elsewhere."""
    return replace(
        NOTHING,
        trials=4200,
        all_trials=4200,
        goals=(
            GoalFigure(name="killed", figure=0.9699, count=1000, goal=0.97, met=False),
            GoalFigure(name="unfair", figure=0.0, count=320, goal=0.0, met=True),
            GoalFigure(name="caught", figure=None, count=0, goal=1.0, met=True),
            GoalFigure(name="names_right", figure=1.0, count=12, goal=None, met=True),
        ),
        mutants=Mutants(
            functions=(
                FunctionMutants(
                    exercise="ex1_first",
                    function="load",
                    checks=tuple(IDS[:3]),
                    mutants=10,
                    killed=7,
                    equivalent=1,
                    survivors=(
                        Survivor(diff=f"- a < b{word}\n+ a <= b", operator="compare", line=12, reason=""),
                        Survivor(diff="- x\n+ y", operator="swap", line=13, reason=f"the same{word}"),
                        Survivor(diff="- if a:\n+ if b:", operator="compare", line=14, reason=""),
                    ),
                    faults=0,
                ),
                FunctionMutants(
                    exercise="ex2_second", function="show", checks=tuple(IDS[3:]), mutants=0, killed=0, equivalent=0,
                    survivors=(), faults=0,
                ),
            ),
            stale=(StaleMark(function="ex2_second.show", diff=f"- old{word}", why="killed"),),
        ),
        fairness=Fairness(
            styles=("plain",),
            unfair=(
                Unfair(
                    style=f"plain{word}", check=IDS[0], lost=(3, 17), seeds=20, message={"ko": "둘째.", "en": "The second."},
                    call=f"load(1){word}", got="[1, 2]", expected="[2, 1]",
                ),
            ),
        ),
        luck=Luck(
            wrong=95,
            lucky=(
                Lucky(
                    wrong="ex1_first.load__x", what=f"sorts{word}", checks=(IDS[0], IDS[1]), caught=18, seeds=20,
                    missed=(4, 9), passed=(9,),
                ),
            ),
        ),
        names=Names(
            failing=1900,
            given=1500,
            right=1499,
            false=(
                FalseName(
                    wrong="ex1_first.load__y", what=f"forgets{word}", check=IDS[2], name="last_of_none",
                    allowed=("slice_to_last_good",), seeds=tuple(range(15)), call="load(2)", got="0", expected="1",
                ),
            ),
            never=("slice_to_last_good",),
            same=(
                OneFingerprint(
                    check=IDS[1], named="last_of_none", wrong=("ex1_first.load__a", "ex1_first.load__b"),
                    mistakes=("last_of_none", "slice_to_last_good"), got=f"[]{word}", seeds=2,
                ),
            ),
        ),
        class_part=ClassPart(
            folder=f"results{word}",
            submissions=61,
            graded=60,
            strange=(f"notes.json{word}",),
            items=(
                item(IDS[0], always_falls_with=(IDS[2],), pass_rate=0.9999),
                item(IDS[1], discrimination=None, pass_rate=1.0, nobody_failed=True),
                item(IDS[2], discrimination=0.1, always_falls_with=(IDS[0],)),
                item(IDS[3], discrimination=-0.399),
                item(IDS[4], discrimination=-0.401),
                item(IDS[5], n=0, pass_rate=None, discrimination=None),
            ),
            unnamed=(
                UnnamedValue(
                    check=IDS[3], call=f"show(1){word}", got=f"720{word}", expected="783",
                    message={"ko": "값이 다릅니다.", "en": "The value differs."}, raised=False, count=12,
                    submissions=(f"김민준{word}", "2019-0001"), named_elsewhere=5, also=(IDS[4],),
                ),
                UnnamedValue(
                    check=IDS[5], call="", got="KeyError: 0", expected="", message={"ko": "오류.", "en": "It raised."},
                    raised=True, count=2, submissions=("a", "b"), named_elsewhere=0, also=(),
                ),
            ),
        ),
        faults=(AuditFault(trial=f"mutant x{word}", text=f"OSError{word}"),),
    )  # fmt: skip


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param  # type: ignore[no-any-return]


def shown(audit: Audit, lang: Lang = "en") -> Page:
    return Page(audit_page(audit, WEEK, lang))


def tags(page: Page) -> list[str]:
    """Its elements without the places where an id may be broken."""
    return [tag for tag, _ in page.marks if tag != "wbr"]


def text(page: Page) -> str:
    return " ".join("".join(page.texts).split())


# ---- what it tells --------------------------------------------------------------------------------------------------


def test_each_part_is_told_in_both_languages(lang: Lang) -> None:
    page = shown(full(), lang)
    assert page.all("html") == [{"lang": lang}]
    for key in ("killed", "unfair", "met", "missed", "nobody_failed"):
        assert say(f"audit.{key}", lang) in text(page)
    for key in (
        "mutants",
        "luck",
        "names",
        "class",
        "unnamed",
        "together",
        "items",
        "no_hints",
        "stale",
        "weak",
        "backwards",
    ):
        assert say(f"audit.page.{key}", lang) in text(page)
    assert {"ko": "둘째.", "en": "The second."}[lang] in text(page)
    assert WEEK.mistakes["59"].cause[lang] in text(page)


def test_a_goal_that_is_just_missed_does_not_look_met() -> None:
    words = text(shown(full()))
    assert "96.9 %" in words
    assert "97.0 %" in words
    assert say("audit.some_missed", "en", count=1) in words
    assert "99.9 %" in words, "and a check that somebody failed was not passed by all"


def test_survivors_are_diffs_and_the_marked_ones_have_their_reason() -> None:
    html = audit_page(full(), WEEK, "en")
    assert '<span class="less">- a &lt; b</span><span class="more">+ a &lt;= b</span>' in html
    (marked,) = re.findall(r"<details><summary>1 marked.*?</details>", html, re.DOTALL)
    assert "the same" in marked
    assert "+ y" in marked
    assert "a &lt;= b" not in marked
    words = text(Page(html))
    assert "ex1_first.py:12" in words
    assert "values, empty, large" in words
    assert "77.7 %" in words  # 7 of the 9 that are not equivalent


def test_seeds_are_listed_but_not_all_of_many() -> None:
    words = text(shown(full()))
    assert "seeds 3, 17" in words
    assert "passes everything on seeds 9" in words
    assert "9, 10, 11, …" in words


def test_remarks_on_checks_of_a_class() -> None:
    """Negative by less than two standard errors, which are 0.4 for 26 students, is chance."""
    html = audit_page(full(), WEEK, "en")
    rows = html[html.index('id="items"') :].split("<tr")[2:]
    remarks = [re.findall(r'<span class="remark">(?:<a href="#\w+">)?([^<]+)', row) for row in rows]
    assert remarks == [
        ["set 1"],
        ["nobody failed"],
        ["tells little", "set 1"],
        ["tells little"],
        ["backwards"],
        [],
    ]
    assert [row.startswith(' class="plain"') for row in rows] == [False] * 5 + [True]
    assert say("audit.page.notable", "en", count=5, total=6) in text(Page(html))


def test_hints_have_a_column_where_they_are_known() -> None:
    part = full().class_part
    assert part
    known = replace(full(), class_part=replace(part, items=(item(IDS[0], hints=0.25), item(IDS[1]))))
    words = text(shown(known))
    assert "25.0 %" in words
    assert say("audit.page.no_hints", "en") not in words


def test_a_wrong_value_without_a_name_has_all_that_a_new_mistake_needs() -> None:
    words = text(shown(full()))
    for said in (
        "720",
        "783",
        "show(1)",
        "The value differs.",
        "5 named by another check",
        "also in empty",
        "김민준, 2019-0001",
    ):
        assert said in words
    assert f"{say('label.raised', 'en')}KeyError: 0" in words


def test_what_was_not_looked_at_is_not_there(lang: Lang) -> None:
    page = shown(NOTHING, lang)
    ids = {attributes.get("id") for _, attributes in page.marks}
    assert not {"mutants", "unfair", "luck", "names", "class", "faults"} & ids
    assert not page.all("script")
    assert say("audit.page.private", lang) not in text(page)


def test_nothing_found_is_said(lang: Lang) -> None:
    clean = replace(
        NOTHING,
        mutants=Mutants(functions=(), stale=()),
        fairness=Fairness(styles=("plain",), unfair=()),
        luck=Luck(wrong=3, lucky=()),
        names=Names(failing=3, given=3, right=3, false=(), never=(), same=()),
        class_part=ClassPart(folder="r", submissions=1, graded=0, strange=(), items=(), unnamed=()),
    )
    html = audit_page(clean, WEEK, lang)
    Page(html)
    assert html.count(f'<p class="good">{say("audit.page.nothing", lang)}</p>') == 6


# ---- that it does nothing, and that it can be used ------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_do_nothing(lang: Lang) -> None:
    for word in HOSTILE:
        html = audit_page(full(word), WEEK, lang)
        page = Page(html)
        plain = shown(full(), lang)
        assert tags(page) == tags(plain)
        assert not [a for _, a in page.marks if any(name.startswith("on") or name == "src" for name in a)]
        assert "1337" not in html
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", html)
        html.encode("utf-8")
    assert HOSTILE[0] in text(shown(full(HOSTILE[0])))


def test_only_its_own_script_may_run_and_nothing_is_loaded() -> None:
    html = audit_page(full(), WEEK, "en")
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in html
    assert not re.search(r"https?:|url\(|@import|<link|<img", html)


def test_it_can_be_read_by_keyboard_and_by_ear(lang: Lang) -> None:
    page = shown(full(), lang)
    ids = [attributes["id"] for _, attributes in page.marks if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] or "" for attributes in page.all("a")]
    assert {"#mutants", "#unfair", "#luck", "#names", "#class", "#set1"} <= set(links)
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(attributes.get("scope") in ("col", "row") for attributes in page.all("th"))
    regions = [attributes for attributes in page.all("div") if attributes.get("class") == "wide"]
    assert len(regions) == len(page.all("table"))
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)
    assert [attributes["for"] for attributes in page.all("label")] == ["notable"]


def test_every_cell_of_a_table_that_sorts_has_its_value() -> None:
    html = audit_page(full(), WEEK, "en")
    tables = re.findall(r'<table class="[\w ]*sort">.*?</table>', html, re.DOTALL)
    assert len(tables) == 2
    for table in tables:
        heads, *rows = table.split("<tr")[1:]
        for row in rows:
            cells = re.findall(r"<t[hd][^>]*>", row)
            assert len(cells) == len(re.findall(r"<th ", heads))
            assert all("data-value=" in cell for cell in cells)


def test_it_follows_the_setting_for_dark_and_prints() -> None:
    html = audit_page(NOTHING, WEEK, "en")
    assert "@media (prefers-color-scheme: dark)" in html
    assert "@media print" in html


def test_every_sentence_of_the_page_is_used() -> None:
    """In an audit that found everything, and one that found nothing."""
    unused = {"only", "made", "nothing"}
    words = text(shown(full()))
    for key, sentence in keys("en").items():
        name = key.removeprefix("audit.page.")
        if name != key and name not in unused and "{" not in sentence and name != "contents":
            assert sentence in words, key
