"""What `grader exam export` writes, read back and compared with the bank: every text, option, answer and reason.

The readers are written from the formats' documentation: GIFT (https://docs.moodle.org/en/GIFT_format) by hand, Moodle XML
(https://docs.moodle.org/en/Moodle_XML_format) with ElementTree, Anki packages with zipfile and sqlite3, the printed
paper with html.parser. None of them knows how the writers do it.
"""

from __future__ import annotations

import builtins
import functools
import io
import re
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from support.offenders import for_each

from grader.cli import app as cli
from grader.core.errors import UsageError
from grader.core.model import LANGS, Lang, Text
from grader.exam import anki, export, gift, moodle, printed
from grader.exam.bank import Bank, load_bank
from grader.exam.paper import Paper, PartName, PoolItem, choose, papers, question_points, question_pool
from grader.exam.question import (
    Choice,
    Criterion,
    Essay,
    Numeric,
    Option,
    Question,
    QuestionKind,
    Short,
    Topic,
    Trace,
    TrueFalse,
    WrongAnswers,
)
from grader.exam.template import Wrong

genanki = pytest.importorskip("genanki")
each_lang = pytest.mark.parametrize("lang", LANGS)
WEEK = "week12"
SEED, VARIANTS = 5, 2

# ---- a bank of hostile questions ----------------------------------------------------------------------------------

NASTY = (
    r"a ~ b = c # d { e } f : g \ h \n \\ i %50% -> => $CATEGORY: // & < > ' &amp; ]]> &&035; "
    r"{{Question}} {% x %} [html]"
)
STARTS = (
    "[html] x",
    "[plain]",
    "%50% y",
    "= z",
    "~ w",
    "# v",
    "####u",
    "// t",
    "{s}",
    "::r::",
    "<b>q</b>",
    "\\p",
    "TRUE",
)


def same(text: str) -> Text:
    return {"ko": f"{text} 가", "en": text}


def hostile() -> Bank:
    """Every kind with every character that means something in one of the formats, also at the beginning of a text."""
    base: dict[str, Any] = {
        "topic": "odd", "difficulty": 2,
        "explanation": same(f"because {NASTY}\n\nsecond paragraph\n    set in = 1\n    and {{ 2 }}"),
        "code": "if x: # {no}\n    print(f'{a!r}~', \"\\n\")\n\nreturn <b> & `c`",
    }  # fmt: skip
    fixed: list[Question] = []
    for i, start in enumerate(STARTS):
        text, why = same(f"{start} {NASTY}"), same(f"{start} why {NASTY}")
        id = f"odd.q{i}"
        options = tuple(
            Option(same(f"{start} {n} {NASTY}"), n == 1, same(f"{start} {n} why {NASTY}")) for n in range(4)
        )
        wrong = (WrongAnswers((f"{start} (1, 2)", NASTY.replace("->", ">")), why),)
        typed = f"{start} {NASTY} *".replace("->", ">")
        fixed += [
            Choice(id=f"{id}a", kind=QuestionKind.CHOICE, text=text, options=options, **base),
            TrueFalse(id=f"{id}b", kind=QuestionKind.TRUE_FALSE, text=text, answer=i % 2 == 0, why=why, **base),
            Short(id=f"{id}c", kind=QuestionKind.SHORT, text=text, accepted=(typed, f"{start} 답"), wrong=wrong, **base),
            Trace(id=f"{id}d", kind=QuestionKind.TRACE, text=text, answer=typed, wrong=wrong, **base),
            Essay(
                id=f"{id}e", kind=QuestionKind.ESSAY, text=text, model=why, **base,
                rubric=tuple(Criterion(n, same(f"{start} {n} {NASTY}")) for n in (1, 2, 3)),
            ),
            Numeric(
                id=f"{id}f", kind=QuestionKind.NUMERIC, text=text, seed=7, answer=(-1) ** i * 2.5, tolerance=0.01,
                unit="MiB", **base,
                wrong=(Wrong(-0.125, why), Wrong(1e-7, same(f"{start} b")), Wrong(3.0, same(f"{start} c"))),
            ),
        ]  # fmt: skip
    topics = {"odd": Topic("odd", same("a / b { c } : ~ & <d>"), ())}
    return Bank(WEEK, topics, {question.id: question for question in fixed}, {})


REAL = load_bank(WEEK)
BANKS = {"week12": REAL, "hostile": hostile()}
each_bank = pytest.mark.parametrize("name", BANKS)


@functools.cache
def entries(name: str) -> tuple[PoolItem, ...]:
    bank = BANKS[name]
    return question_pool(bank, choose(bank, (), None, SEED), SEED, VARIANTS)


# ---- HTML back to the bank's own notation -------------------------------------------------------------------------


@dataclass
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, tag: str = "", cls: str = "") -> Iterator[Node]:
        for one in self.inside:
            if isinstance(one, Node):
                if (not tag or one.tag == tag) and (not cls or cls in one.classes):
                    yield one
                yield from one.all(tag, cls)

    def one(self, tag: str = "", cls: str = "") -> Node:
        found = list(self.all(tag, cls))
        assert len(found) == 1, (tag, cls, len(found))
        return found[0]


class Reader(HTMLParser):
    """Builds a tree, and insists that what is opened is closed."""

    EMPTY = ("br", "meta", "hr")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in self.EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def tree(text: str) -> Node:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root], "something was left open"
    return reader.root


def bank_text(node: Node | str) -> str:
    """As it stands in the bank: backticks, paragraphs on lines of their own."""
    if isinstance(node, str):
        return node
    inside = "".join(bank_text(one) for one in node.inside)
    if node.tag == "code":
        return f"`{inside}`"
    if node.tag == "br":
        return "\n"
    return f"\n{inside}\n" if node.tag in ("p", "pre", "div", "li", "ul") else inside


def lines(text: str) -> list[str]:
    """Without the empty ones: HTML has paragraphs instead."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def read(text: str) -> list[str]:
    return lines(bank_text(tree(text)))


def asked(question: Question, lang: Lang) -> list[str]:
    return lines(question.text[lang]) + lines(question.code)


# ---- GIFT, as its documentation says ------------------------------------------------------------------------------


@dataclass
class Answer:
    weight: float
    text: str
    """As it is left when formats and escapes are gone; HTML for a choice."""
    feedback: str = ""
    tolerance: float = 0.0


@dataclass
class Read:
    """One question out of a file, whichever the format."""

    kind: str
    text: str
    general: str
    answers: list[Answer]
    category: str = ""


def unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), text)


def bare(text: str, sign: str) -> list[str]:
    """Cut at every sign that no backslash stands before."""
    out, start, i = [], 0, 0
    while i < len(text):
        if text[i] == "\\":
            i += 1
        elif text.startswith(sign, i):
            out.append(text[start:i])
            start = i + len(sign)
            i = start - 1
        i += 1
    return [*out, text[start:]]


def formatted(text: str, default: str = "html") -> tuple[str, str]:
    """The format and the text: `[html]`, `[plain]` ... stand before it where it is not the question's own."""
    text = text.strip()
    found = re.match(r"\[(html|moodle|plain|markdown)\]", text)
    return (found[1] if found else default), unescape(text[found.end() if found else 0 :]).strip()


def read_gift(whole: str) -> dict[str, Read]:
    """Questions are parted by blank lines; comments begin with // at the beginning of a line."""
    out: dict[str, Read] = {}
    category = ""
    for piece in re.split(r"\n[ \t]*\n", whole.strip()):
        piece = "\n".join(line for line in piece.split("\n") if not line.lstrip().startswith("//")).strip()
        if piece.startswith("$CATEGORY:"):
            category = piece.removeprefix("$CATEGORY:").strip()
            continue
        if not piece:
            continue
        nothing, name, *rest = bare(piece, "::")
        assert nothing == ""
        text, inside, *more = bare("::".join(rest), "{")
        assert not more
        answers, after = bare(inside, "}")
        assert after.strip() == ""
        kind, html = formatted(text, "moodle")
        assert kind == "html"
        assert unescape(name) not in out
        out[unescape(name)] = gift_question(html, answers.strip(), category)
    return out


def gift_question(text: str, inside: str, category: str) -> Read:
    *before, general = bare(inside, "####")
    inside = "####".join(before).strip()
    general = formatted(general)[1]
    if not inside:
        return Read("essay", text, general, [], category)
    first = bare(inside, "#")[0].strip()
    if first in ("T", "TRUE", "F", "FALSE"):
        word, wrong, right = (part.strip() for part in bare(inside, "#"))
        answers = [Answer(1, word, formatted(right)[1]), Answer(0, "other", formatted(wrong)[1])]
        return Read("true_false", text, general, answers, category)
    kind = "numeric" if inside.startswith("#") else "choice" if len(bare(inside, "~")) > 1 else "short"
    assert kind == "choice" or not ("->" in inside and kind == "short"), (
        "Moodle reads -> as a matching question"
    )
    return Read(kind, text, general, list(gift_answers(kind, inside.removeprefix("#"))), category)


def gift_answers(kind: str, inside: str) -> Iterator[Answer]:
    marked = [(sign, part) for equal in bare(inside, "=")[1:] for sign, part in signed(equal)]
    if kind == "choice" and (head := bare(inside, "=")[0].strip()):  # begins with a wrong one
        marked = [("~", part) for part in bare(head, "~")[1:]] + marked
    for sign, part in marked:
        weight = 1.0 if sign == "=" else 0.0
        part = part.strip()
        if found := re.match(r"%(-?[0-9]{1,2}\.?[0-9]*)%", part):
            weight, part = float(found[1]) / 100, part[found.end() :]
        answer, *after = bare(part, "#")
        feedback = "#".join(after)
        if kind == "numeric":
            value, tolerance = answer.split(":")
            yield Answer(weight, value.strip(), formatted(feedback)[1], float(tolerance))
        else:
            yield Answer(weight, formatted(answer)[1], formatted(feedback)[1])


def signed(text: str) -> list[tuple[str, str]]:
    first, *others = bare(text, "~")
    return [("=", first), *(("~", other) for other in others)]


# ---- Moodle XML ---------------------------------------------------------------------------------------------------


def text_of(element: ET.Element, path: str) -> str:
    found = element.find(f"{path}/text")
    assert found is not None, path
    return found.text or ""


def read_moodle(whole: str) -> dict[str, tuple[Read, ET.Element]]:
    assert whole.startswith("<?xml"), "Moodle takes no empty line before it"
    out: dict[str, tuple[Read, ET.Element]] = {}
    category = ""
    for element in ET.fromstring(whole.encode()):
        assert element.tag == "question"
        if element.get("type") == "category":
            category = text_of(element, "category")
            continue
        for path in ("questiontext", "generalfeedback"):
            part = element.find(path)
            assert part is not None
            assert part.get("format") == "html"
        answers = [
            Answer(
                float(one.attrib["fraction"]) / 100, text_of(one, "."), text_of(one, "feedback"),
                float(one.findtext("tolerance", "0")),
            )
            for one in element.iter("answer")
        ]  # fmt: skip
        read = Read(
            element.attrib["type"], text_of(element, "questiontext"), text_of(element, "generalfeedback"), answers,
            category,
        )  # fmt: skip
        name = text_of(element, "name")
        assert name not in out
        out[name] = (read, element)
    return out


# ---- GIFT and Moodle XML against the bank -------------------------------------------------------------------------

MOODLE_KINDS = {
    "multichoice": "choice", "truefalse": "true_false", "numerical": "numeric", "shortanswer": "short", "essay": "essay",
}  # fmt: skip


def assert_same(got: Read, question: Question, lang: Lang) -> None:
    """What was read says what the bank says, whatever the kind."""
    text = read(got.text)
    assert text[: len(asked(question, lang))] == asked(question, lang)
    assert read(got.general)[-len(lines(question.explanation[lang])) :] == lines(question.explanation[lang])
    answers = [(a.weight, a.text, read(a.feedback)) for a in got.answers]
    if isinstance(question, Choice):
        assert got.kind == "choice"
        assert [(w, read(t), f) for w, t, f in answers] == [
            (float(o.right), lines(o.text[lang]), lines(o.why[lang])) for o in question.options
        ]
    elif isinstance(question, TrueFalse):
        assert got.kind == "true_false"
        right = next(a for a in got.answers if a.weight == 1)
        other = next(a for a in got.answers if a.weight == 0)
        assert right.text.upper() == str(question.answer).upper()
        assert read(other.feedback) == lines(question.why[lang])
        assert right.feedback in ("Right.", "맞습니다.")
    elif isinstance(question, Numeric):
        assert got.kind == "numeric"
        want = [(1.0, question.answer, []), *((0.0, w.value, lines(w.why[lang])) for w in question.wrong)]
        assert [(w, float(t), f) for w, t, f in answers] == want
        assert {a.tolerance for a in got.answers} == {question.tolerance}
    elif isinstance(question, Short | Trace):
        assert got.kind == "short"
        accepted = question.accepted if isinstance(question, Short) else (question.answer,)
        forms = {without_star(t) for w, t, _ in answers if w == 1}
        assert set(accepted) <= forms
        assert {squeezed(f) for f in forms} <= {
            squeezed(f) for one in accepted for f in (one, *as_shape(one))
        }
        assert [(without_star(t), f) for w, t, f in answers if w == 0] == [
            (form, lines(one.why[lang])) for one in question.wrong for form in one.answers
        ]
    else:
        assert isinstance(question, Essay)
        assert got.kind == "essay"
        assert got.answers == []
        assert read(got.general)[: len(lines(question.model[lang]))] == lines(question.model[lang])


def squeezed(form: str) -> str:
    return form.replace(", ", ",")


def as_shape(form: str) -> list[str]:
    found = re.fullmatch(r"torch\.Size\(\[(.*)\]\)", form)
    return [f"[{found[1]}]", f"({found[1]})"] if found else []


def without_star(text: str) -> str:
    """A star in a short answer is a wildcard in Moodle, `\\*` is a star."""
    assert not re.search(r"(?<!\\)\*", text), f"a wildcard: {text}"
    return text.replace("\\*", "*")


@each_lang
@each_bank
def test_gift(name: str, lang: Lang) -> None:
    bank = BANKS[name]
    got = read_gift(gift.to_gift(bank, entries(name), lang))
    assert list(got) == [entry.key for entry in entries(name)]
    for entry in entries(name):
        assert_same(got[entry.key], entry.question, lang)
        title = bank.topics[entry.question.topic].title[lang].replace("/", "//")
        assert got[entry.key].category == f"$course$/top/Transfer Lab week12/{title}"
        left = read(got[entry.key].text)[len(asked(entry.question, lang)) :]
        assert bool(left) == (isinstance(entry.question, Numeric) and bool(entry.question.unit))


def test_gift_takes_no_arrow_in_an_answer() -> None:
    short = next(q for q in REAL.fixed.values() if isinstance(q, Short))
    assert gift.fits(short)
    assert not gift.fits(replace(short, accepted=("a -> b",)))
    assert not gift.fits(replace(short, wrong=(WrongAnswers(("a->b",), same("x")),)))


def test_every_special_character_of_gift_is_escaped() -> None:
    assert gift.escape("~=#{}:\\\n") == r"\~\=\#\{\}\:\\\n"
    assert unescape(gift.escape(NASTY)) == NASTY
    assert gift.escape("a\r\nb") == r"a\nb"


@each_lang
@each_bank
def test_moodle_xml(name: str, lang: Lang) -> None:
    bank = BANKS[name]
    got = read_moodle(moodle.to_moodle(bank, entries(name), lang))
    assert list(got) == [entry.key for entry in entries(name)]
    numbers: set[str] = set()
    for entry in entries(name):
        question = entry.question
        found, element = got[entry.key]
        assert_same(replace(found, kind=MOODLE_KINDS[found.kind]), question, lang)
        assert len(read(found.text)) == len(asked(question, lang))
        assert found.category.startswith("$course$/top/Transfer Lab week12/")
        assert float(element.findtext("defaultgrade", "")) == question_points(question)
        numbers.add(element.findtext("idnumber", ""))
        if isinstance(question, Choice):
            assert element.findtext("single") == element.findtext("shuffleanswers") == "true"
            assert element.findtext("answernumbering") == "ABCD"
        if isinstance(question, Numeric):
            units = [unit.findtext("unit_name") for unit in element.iter("unit")]
            assert units[:1] == ([question.unit] if question.unit else [])
            assert {unit.findtext("multiplier") for unit in element.iter("unit")} <= {"1"}
            assert element.findtext("showunits") == ("0" if question.unit else "3")
        if isinstance(question, Essay):
            info = read(text_of(element, "graderinfo"))
            for one in question.rubric:
                assert any(line.endswith(one.text[lang]) and str(one.points) in line for line in info)
            assert info[-len(lines(question.model[lang])) :] == lines(question.model[lang])
    assert len(numbers) == len(got)


def test_control_characters_do_not_break_the_xml() -> None:
    odd = replace(REAL.fixed["forward.eval_effect"], text=same("a\x00b\x1fc\ud800d"))
    bank = replace(REAL, fixed={odd.id: odd}, templates={})
    got = read_moodle(moodle.to_moodle(bank, [PoolItem(odd.id, odd)], "en"))
    assert read(got[odd.id][0].text) == ["a\\x00b\\x1fc\\ud800d"]


# ---- Anki ---------------------------------------------------------------------------------------------------------


@dataclass
class Note:
    guid: str
    model: int
    deck: int
    modified: int
    fields: list[str]


def read_anki(whole: bytes, folder: Path) -> list[Note]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {"collection.anki2", "media"}
        path = Path(archive.extract("collection.anki2", folder))
    connection = sqlite3.connect(path)
    rows = connection.execute(
        "select n.guid, n.mid, c.did, n.mod, n.flds from notes n join cards c on c.nid = n.id order by n.id"
    ).fetchall()
    assert connection.execute("select count(*) from notes").fetchone() == (len(rows),)
    connection.close()
    return [Note(guid, mid, did, mod, fields.split("\x1f")) for guid, mid, did, mod, fields in rows]


@each_lang
@each_bank
def test_anki(tmp_path: Path, name: str, lang: Lang) -> None:
    notes = read_anki(anki.to_anki(BANKS[name], entries(name), lang), tmp_path)
    assert len({note.guid for note in notes}) == len(notes) == len(entries(name))
    assert {note.model for note in notes} == {anki.MODEL_ID}
    assert len({note.deck for note in notes}) == len(BANKS[name].topics)
    for note, entry in zip(notes, entries(name), strict=True):
        question = entry.question
        key, text, options, answer, explanation, reasons = note.fields
        assert key == entry.key
        assert read(text) == asked(question, lang)
        assert read(explanation) == lines(question.explanation[lang])
        said = [bank_text(one).strip() for one in tree(reasons).all("li")]
        said_answer = "\n".join(read(answer))
        if isinstance(question, Choice):
            shown = [lines(bank_text(one)) for one in tree(options).all("li")]
            assert shown == [lines(one.text[lang]) for one in question.options]
            right = question.options[question.right]
            assert read(answer) == lines(f"{'ABCDE'[question.right]}. {right.text[lang]}")
            assert said == [f"{'ABCDE'[i]} {one.why[lang]}" for i, one in enumerate(question.options)]
        elif isinstance(question, TrueFalse):
            assert said_answer == ("O" if question.answer else "X")
            assert said == [f"{'X' if question.answer else 'O'} {question.why[lang]}"]
        elif isinstance(question, Numeric):
            assert said_answer.startswith(question.shown)
            assert f"{question.tolerance:g}" in said_answer or not question.tolerance
            for line, one in zip(said, question.wrong, strict=True):
                number, why = line.split(" ", 1)
                assert why == one.why[lang]
                assert abs(float(number.replace(",", "")) - one.value) <= question.tolerance + 1e-9 * abs(
                    one.value
                )
        elif isinstance(question, Short):
            assert said_answer == " / ".join(question.accepted)
        elif isinstance(question, Trace):
            assert said_answer == question.answer
        else:
            assert isinstance(question, Essay)
            for one in question.rubric:
                assert one.text[lang] in said_answer
            assert read(answer)[: len(lines(question.model[lang]))] == lines(question.model[lang])
        if isinstance(question, Short | Trace):
            for line, one in zip(said, question.wrong, strict=True):
                assert line.endswith(f" {one.why[lang]}")
                assert " / ".join(one.answers) in line


def test_an_edited_question_keeps_its_guid(tmp_path: Path) -> None:
    old = REAL.fixed["forward.eval_effect"]
    new = replace(old, text={lang: f"{text}!" for lang, text in old.text.items()})
    made = [
        read_anki(anki.to_anki(REAL, [PoolItem(one.id, one)], "en"), tmp_path / str(i))[0]
        for i, one in enumerate((old, new))
    ]
    assert made[0].fields != made[1].fields
    assert made[0].guid == made[1].guid
    assert made[0].deck == made[1].deck
    assert made[0].modified <= made[1].modified


def test_guids_and_ids_never_change(tmp_path: Path) -> None:
    """Written down: another value would double every card that students have."""
    ids = ["forward.eval_effect", "data.batches"]
    notes = {
        lang: read_anki(anki.to_anki(REAL, question_pool(REAL, ids, 3, 1), lang), tmp_path / lang)
        for lang in LANGS
    }
    assert anki.MODEL_ID == 1607392319
    assert [(n.guid, n.deck) for lang in LANGS for n in notes[lang]] == GUIDS


GUIDS = [
    ("xJ<ow]-=P`", 1802732453),
    ("jWO=(V:]8`", 1663925344),
    ("c9t@[S}qAb", 1801723673),
    ("Ft-+Lr3s)d", 2113457306),
]


def test_more_variants_keep_the_cards_that_there_were(tmp_path: Path) -> None:
    def guids(seed: int, variants: int) -> set[str]:
        made = anki.to_anki(
            REAL, question_pool(REAL, ["data.batches", "forward.eval_effect"], seed, variants), "ko"
        )
        return {note.guid for note in read_anki(made, tmp_path / f"{seed}-{variants}")}

    assert len(guids(3, 1)) == 2
    assert guids(3, 1) < guids(3, 4)
    assert len(guids(3, 4)) == 5
    assert guids(4, 1) < guids(3, 4)


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    anki.to_anki(REAL, question_pool(REAL, ["data.batches"], 0, 1), "en")
    assert list(tmp_path.iterdir()) == []


# ---- the printed paper --------------------------------------------------------------------------------------------


def hostile_papers() -> tuple[Paper, ...]:
    return papers(BANKS["hostile"], list(BANKS["hostile"].fixed), SEED, VARIANTS)


def real_papers() -> tuple[Paper, ...]:
    return papers(REAL, REAL.ids, SEED, VARIANTS)


@each_lang
@pytest.mark.parametrize("made", [real_papers, hostile_papers])
def test_html(made: Any, lang: Lang) -> None:
    sheets = made()
    title = same("Title & <more>")
    for key in (False, True):
        root = tree(printed.to_html(title, WEEK, sheets, lang, key=key).removeprefix("<!DOCTYPE html>"))
        assert root.one("html").attributes["lang"] == lang
        assert title[lang] in bank_text(next(root.all("h1")))
        sections = list(root.all("section"))
        assert [s.attributes["data-variant"] for s in sections] == [p.variant for p in sheets]
        for section, paper in zip(sections, sheets, strict=True):
            articles = list(section.all("article"))
            assert [a.attributes["data-number"] for a in articles] == [str(i.number) for i in paper.items]
            for article, item in zip(articles, paper.items, strict=True):
                assert article.attributes["data-id"] == item.question.id
                (assert_key if key else assert_asked)(article, item.question, lang)


def assert_asked(article: Node, question: Question, lang: Lang) -> None:
    """The paper asks everything and answers nothing."""
    assert lines(bank_text(article.one(cls="text"))) == asked(question, lang)
    assert str(question_points(question)) in bank_text(article.one(cls="points"))
    shown = [lines(bank_text(li.one("span"))) for li in article.all("li")]
    whole = bank_text(article)
    if isinstance(question, Choice):
        assert shown == [lines(one.text[lang]) for one in question.options]
        assert not [one for one in question.options if one.why[lang] in whole]
    elif isinstance(question, TrueFalse):
        assert shown == [["True"], ["False"]] or shown == [["맞다"], ["틀리다"]]
    elif isinstance(question, Essay):
        assert len(list(article.one(cls="rules").all("i"))) >= question.points
    else:
        assert len(list(article.one(cls="answer").all("i"))) == 1
        if isinstance(question, Numeric):
            assert bank_text(article.one(cls="unit")) == question.unit
    assert lines(question.explanation[lang])[0] not in whole


def assert_key(article: Node, question: Question, lang: Lang) -> None:
    assert lines(bank_text(article.one(cls="explanation"))) == lines(question.explanation[lang])
    answer = lines(bank_text(article.one("div", "answer")))
    said = [
        (bank_text(li.one("b")), bank_text(li.one("span")))
        for ul in article.all("ul", "reasons")
        for li in ul.all("li")
    ]
    if isinstance(question, Choice):
        assert answer == lines(f"{'ABCDE'[question.right]}. {question.options[question.right].text[lang]}")
        assert said == [("ABCDE"[i], one.why[lang]) for i, one in enumerate(question.options)]
    elif isinstance(question, TrueFalse):
        assert answer == ["O" if question.answer else "X"]
        assert [why for _, why in said] == [question.why[lang]]
    elif isinstance(question, Numeric):
        assert answer[0].startswith(question.shown)
        assert bank_text(article.one(cls="slack")) == (
            f"± {question.tolerance:g}" if question.tolerance else ""
        )
        assert [why for _, why in said] == [one.why[lang] for one in question.wrong]
    elif isinstance(question, Short | Trace):
        want = " / ".join(question.accepted) if isinstance(question, Short) else question.answer
        assert answer == lines(want)
        assert [why for _, why in said] == [one.why[lang] for one in question.wrong]
        assert [label.strip("`") for label, _ in said] == [
            " / ".join(one.answers).strip("`") for one in question.wrong
        ]
    else:
        assert isinstance(question, Essay)
        assert answer == lines(question.model[lang])
        rubric = [bank_text(li).strip() for li in article.one(cls="rubric").all("li")]
        assert [line.split("] ", 1)[1] for line in rubric] == [one.text[lang] for one in question.rubric]


def test_the_page_needs_nothing_else() -> None:
    for key in (False, True):
        text = printed.to_html(same("x"), WEEK, real_papers(), "ko", key=key)
        assert not re.search(r"(?:src|href)\s*=|@import|url\(|<script", text)
        assert "size: A4" in text


# ---- which questions ----------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_paper() -> None:
    def made(seed: int) -> tuple[Paper, ...]:
        return papers(REAL, choose(REAL, (), 20, seed), seed, 3)

    assert made(1) == made(1)
    assert {i.question.id for i in made(1)[0].items} != {i.question.id for i in made(2)[0].items}


def test_variants_ask_the_same_with_other_numbers_and_orders() -> None:
    one, two, three = papers(REAL, choose(REAL, (), 30, 4), 4, 3)
    assert [paper.variant for paper in (one, two, three)] == ["A", "B", "C"]
    assert one.points == two.points == three.points
    by_id = [{item.question.id: item.question for item in paper.items} for paper in (one, two)]
    assert set(by_id[0]) == set(by_id[1])
    assert [i.question.id for i in one.items] != [i.question.id for i in two.items]
    differ = {id for id, question in by_id[0].items() if question != by_id[1][id]}
    assert {q.kind for q in by_id[0].values() if q.id in differ} >= {"numeric", "choice"}
    assert papers(REAL, choose(REAL, (), 30, 4), 5, 1)[0].items == two.items


@for_each({f"seed {seed}": (seed,) for seed in range(10)})
def test_a_paper_has_all_topics_and_kinds(seed: int) -> None:
    (paper,) = papers(REAL, choose(REAL, (), 20, seed), seed, 1)
    assert [item.number for item in paper.items] == list(range(1, 21))
    assert {item.question.topic for item in paper.items} == set(REAL.topics)
    assert {item.question.kind for item in paper.items} == {
        "choice", "true_false", "numeric", "short", "essay", "trace", "diagnose",
    }  # fmt: skip
    assert [part.name for part in paper.parts] == list(PartName)
    assert paper.points == sum(question_points(item.question) for item in paper.items)


def test_a_pool_has_fixed_questions_once_and_templates_once_a_variant() -> None:
    made = question_pool(REAL, REAL.ids, 2, 3)
    assert len(made) == len(REAL.fixed) + 3 * len(REAL.templates)
    assert len({entry.key for entry in made}) == len(made)
    assert {e.key for e in made if e.question.id == "data.batches"} == {
        "data.batches-2",
        "data.batches-3",
        "data.batches-4",
    }


# ---- the command --------------------------------------------------------------------------------------------------


def said(words: Iterable[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = cli.run(["exam", "export", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("GRADER_LANG", "en")


@pytest.mark.parametrize("format", export.FORMATS)
def test_the_command_writes_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # not in the lab's folder: an instructor may be anywhere
    words = [
        "--format",
        format,
        "--out",
        "new/exam.x",
        "--topic",
        "predict",
        "--topic",
        "data",
        "--variants",
        "2",
    ]
    code, out, err = said([*words, "--questions", "9", "--seed", "7", "--lang", "ko"], capsys)
    assert (code, err) == (0, "")
    names = {"exam.x", "exam-key.x"} if format == "html" else {"exam.x"}
    assert {path.name for path in (tmp_path / "new").iterdir()} == names
    assert all(name in out for name in names)
    whole = (tmp_path / "new/exam.x").read_bytes()
    ids = choose(REAL, ("predict", "data"), 9, 7)
    keys = {entry.key for entry in question_pool(REAL, ids, 7, 2)}
    if format == "gift":
        assert set(read_gift(whole.decode())) == keys
    elif format == "moodle-xml":
        assert set(read_moodle(whole.decode())) == keys
    elif format == "anki":
        assert {note.fields[0] for note in read_anki(whole, tmp_path)} == keys
    else:
        found = {a.attributes["data-id"] for a in tree(whole.decode().partition("\n")[2]).all("article")}
        assert found == set(ids)


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("--format pdf --out x", "moodle-xml"),
        ("--format gift", "--out"),
        ("--out x", "--format"),
        ("--format gift --out x --topic nosuch", "predict"),
        ("--format gift --out x --variants 0", "26"),
        ("--format gift --out x --variants 27", "26"),
        ("--format gift --out x --variants many", "--variants"),
        ("--format gift --out x --variants 1.5", "--variants"),
        ("--format gift --out x --seed -1", "-1"),
        ("--format gift --out x --questions 0", "--questions"),
        ("--format gift --out x --questions 999 --topic predict", "--questions"),
        ("--format gift --out x --week week99", "week12"),
        ("--format gift --out .", "written"),
        ("--format gift --out x --lang fr", "fr"),
    ],
)
def test_wrong_use_is_said_in_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    about: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = said(words.split(), capsys)
    assert code == 2
    assert about in err
    assert len(err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_a_folder_should_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x")
    code, _, err = said(["--format", "gift", "--out", str(tmp_path / "file" / "exam.txt")], capsys)
    assert code == 2
    assert "exam.txt" in err


def test_without_genanki_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def gone(name: str, *rest: Any, **more: Any) -> Any:
        if name == "genanki":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", gone)
    with pytest.raises(UsageError, match="no_genanki"):
        anki.to_anki(REAL, entries("week12"), "en")
    code, _, err = said(["--format", "anki", "--out", str(tmp_path / "x.apkg")], capsys)
    assert code == 2
    assert "pip install genanki" in err
    assert not (tmp_path / "x.apkg").exists()
    assert said(["--format", "gift", "--out", str(tmp_path / "x.txt")], capsys)[0] == 0


def test_what_gift_cannot_say_is_left_out_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short = next(q for q in REAL.fixed.values() if isinstance(q, Short))
    odd = replace(short, accepted=("a -> b",))
    monkeypatch.setattr(export, "find_bank", lambda _: replace(REAL, fixed={**REAL.fixed, odd.id: odd}))
    out = io.StringIO()
    path = tmp_path / "x.gift"
    assert export.export(export.ExportOptions("gift", path), Console(file=out, width=200), "en") == 0
    assert f"left out: {odd.id} " in out.getvalue()
    got = read_gift(path.read_text(encoding="utf-8"))
    assert odd.id not in got
    assert len(got) == len(REAL.ids) - 1


def test_the_old_file_stays_when_writing_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "exam.txt"
    path.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    code, _, err = said(["--format", "gift", "--out", str(path)], capsys)
    assert (code, path.read_text()) == (2, "old")
    assert "No space left" in err


def test_the_help_loads_neither_the_bank_nor_jinja() -> None:
    code = (
        "import sys; from grader.cli import app as cli; cli.run(['exam', 'export', '--help']);"
        "print(*sorted({'torch', 'numpy', 'jinja2', 'genanki', 'grader.exam.bank'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert "--variants" in done.stdout
    assert done.stdout.splitlines()[-1] == ""
