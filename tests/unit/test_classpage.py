"""The pages of a class: what they tell, in both languages, and that no stranger's word in them does anything."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest
from msgspec.structs import replace
from support.html_page import HOSTILE, Page
from support.reports import WEEK, class_results, fail, report

from grader.bulk.pages import GLYPHS, Pair, pages
from grader.bulk.tally import common_mistakes, tally
from grader.core.file_names import file_name
from grader.core.messages import say
from grader.core.model import LANGS, Lang, Status, SubmissionStatus
from grader.results.report import Report

MARKS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "a", "b", "i", "span", "br", "code", "div",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd",
}  # fmt: skip


def made(reports: Sequence[Report], lang: Lang = "en", pairs: Sequence[Pair] | None = None) -> dict[str, str]:
    return pages(class_results(reports, lang), pairs)


def inert(html: str) -> Page:
    page = Page(html)
    assert {tag for tag, _ in page.marks} <= MARKS
    for _, attributes in page.marks:
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        href = attributes.get("href") or "#"
        assert re.fullmatch(
            r"#[\w.]+|#|(gradebook|similarity)\.csv|(students|exports)/[\w.~%-]+|\.\./index\.html", href
        ), href
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", html)
    html.encode("utf-8")
    return page


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_words_do_nothing(lang: Lang) -> None:
    reports = []
    for word in HOSTILE:
        one = report(word, notes=[word])
        for place in range(len(one.checks)):
            one = fail(
                one,
                place,
                message={"ko": word, "en": word},
                call=word,
                got=word,
                expected=word,
                file=word,
                mistake=word,
            )
        reports.append(one)
    reports.append(report(HOSTILE[0] + "2", status=SubmissionStatus.UNREADABLE, notes=HOSTILE))
    pairs = [Pair(a.submission, b.submission, HOSTILE[1], 0.9, 100) for a, b in itertools.pairwise(reports)]
    found = made(reports, lang, pairs=pairs)
    for html in found.values():
        inert(html)
        assert "1337" not in html
    assert HOSTILE[0] in Page(found["index.html"]).text  # shown as it is, not taken away
    one = Page(found[f"students/{file_name(HOSTILE[5])}.html"])
    assert "\\x1b]0;owned\\x07" in one.text


@pytest.mark.parametrize("lang", LANGS)
def test_the_heatmap_tells_every_check_without_colour(lang: Lang) -> None:
    reports = [report("kim"), report("lee")]
    others = [status for status in Status if status is not Status.PASSED]
    for place, status in enumerate(others[: len(WEEK.checks)]):
        mistake = "59" if status is Status.FAILED else None
        reports[1] = fail(reports[1], place, status=status, mistake=mistake)
    html = made(reports, lang)["index.html"]
    page = inert(html)
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    rows = [re.findall(r'<td class="(\w+)[^"]*"[^>]*>(.*?)</td>', row) for row in table.split("<tr>")[1:]]
    assert [len(row) for row in rows] == [len(WEEK.checks)] * 2
    assert set(rows[0]) == {("passed", "·")}
    shown = [(str(status), GLYPHS[status]) for status in others][: len(WEEK.checks)]
    assert rows[1][: len(shown)] == shown
    assert len(set(GLYPHS.values())) == len(Status)
    for attributes, status in zip([a for a in page.all("td") if a.get("title")], others, strict=False):
        assert say(f"count.{status}", lang) in (attributes["title"] or "")
    assert page.all("html") == [{"lang": lang}]


def test_pass_rates_and_mistakes_of_each_check() -> None:
    reports = [fail(report(name), 0, mistake="59") for name in ("a", "b", "c")]
    reports += [fail(report("d"), 0, mistake="60"), report("e", status=SubmissionStatus.UNREADABLE)]
    reports[0] = fail(reports[0], 1, status=Status.ERROR)
    tallies = tally(WEEK, reports)
    assert (tallies[0].passed, tallies[0].total, tallies[0].percent) == (0, 4, 0)
    assert tallies[0].mistakes == (("59", 3), ("60", 1))
    assert (tallies[1].passed, tallies[1].percent, tallies[1].counts[Status.ERROR]) == (3, 75, 1)
    assert [t.number for t in tallies] == [1, 2, 3, 1, 2, 3, 4]
    assert common_mistakes(WEEK, reports) == (("59", 3), ("60", 1))
    for lang in LANGS:
        text = Page(made(reports, lang)["index.html"]).text
        assert WEEK.mistakes["59"].cause[lang] in text
        assert WEEK.mistakes["60"].cause[lang] in text
        assert "3/4" in text


def test_every_link_leads_to_a_page_or_a_place(tmp_path: Path) -> None:
    names = ["2019-0001", "김철수_12345", "a b%20#c?.html", "con", "é" * 300]
    found = made([report(name) for name in names])
    for name, text in found.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "exports").mkdir()
    for name in ("gradebook.csv", "exports/canvas.csv", "exports/moodle.csv", "exports/junit.xml"):
        (tmp_path / name).touch()
    for name, text in found.items():
        page = Page(text)
        ids = {a["id"] for _, a in page.marks if "id" in a}
        links = [a["href"] or "" for a in page.all("a")]
        assert links
        for link in links:
            if link.startswith("#"):
                assert link[1:] in ids
            else:
                assert (tmp_path / name).parent.joinpath(unquote(link)).is_file(), link
    assert len(found) == 1 + len(names)


def test_a_students_page_tells_what_happened() -> None:
    one = fail(
        report("kim"),
        0,
        message={"ko": "틀렸습니다.", "en": "It is wrong."},
        call="load(1)",
        got="2",
        expected="3",
    )
    one = fail(
        one,
        1,
        status=Status.ERROR,
        message={"ko": "오류.", "en": "It raised."},
        got="KeyError: 0",
        file="a.py",
        line=7,
    )
    text: Mapping[Lang, str] = {lang: made([one], lang)["students/kim.html"] for lang in LANGS}
    for word in (
        "It is wrong.",
        "load(1)",
        "you called",
        "it returned",
        "it raised",
        "KeyError: 0",
        "a.py:7",
    ):
        assert word in text["en"]
    assert "틀렸습니다." in text["ko"]
    assert "It is wrong." not in text["ko"]


def test_a_class_of_nobody_and_a_report_without_some_checks() -> None:
    assert "–" in made([])["index.html"]
    one = report("kim")
    inert(made([replace(one, checks=one.checks[:2])])["index.html"])


def test_nothing_is_loaded_from_anywhere() -> None:
    for html in made([report("kim")]).values():
        assert "default-src 'none'" in html
        assert not re.search(r"https?:|url\(|@import|<script|<link", html)
