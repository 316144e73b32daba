"""A stranger's text, in every place that it goes to: whatever it is, it is only text there."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata
import xml.etree.ElementTree as ET

import jinja2
import pytest
from markupsafe import Markup

from grader.bulk.gradebook import table
from grader.core.file_names import NAME_CAP, file_name, file_names
from grader.core.text import FORMULA, clean, escaped, in_cell, in_html, plain, visible

EVERY = [chr(number) for number in (*range(0x300), *range(0x600, 0x620), *range(0x2000, 0x2100))]
EVERY += [chr(number) for number in (0xD7FF, 0xD800, 0xDC80, 0xDFFF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600)]
STRANGE = [
    "",
    "\x1b]0;owned\x07\x1b[2J",
    "\u202egnp.exe",
    "a\r\nb\tc",
    "\udcff\ud800",
    "<script>alert('1')</script> & \"",
    "]]>&#27;",
    "김민수\u2028\u2066x\u2069",
    *(f"{sign}cmd|' /C calc'!A0" for sign in FORMULA),
    "".join(EVERY),
]
MOVES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_everywhere_it_is_only_text(text: str) -> None:
    for safe in (clean(text), plain(text), escaped(text), visible(text), in_cell(text), str(in_html(text))):
        assert not MOVES.search(safe)
        assert safe.encode("utf-8").decode("utf-8") == safe
    root = ET.Element("a", name=plain(text))
    root.text = plain(text)
    back = ET.fromstring(ET.tostring(root, encoding="unicode"))
    assert back.text == (plain(text) or None)
    assert back.get("name") == plain(text)
    (row,) = csv.reader(io.StringIO(table([[text, "x"]]), newline=""))
    assert row == [in_cell(text), "x"]
    assert not row[0].startswith(FORMULA)
    for line in (escaped(text), visible(text)):
        assert len(line.splitlines()) <= 1
    assert len(visible(text)) <= 120


def test_what_can_be_looked_at_stays() -> None:
    for char in EVERY:
        looked_at = unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp", "Cn") or char == "\u2065"
        if looked_at and not MOVES.search(char):
            for safe in (clean, plain, escaped, visible):
                assert safe(f"a{char}b") == f"a{char}b", hex(ord(char))
    assert clean("a\r\nb\tc\r") == "a\nb    c\ufffd"
    assert plain("a\nb\tc\x1b[31m\udcff\ud800\u202e") == "a\nb\tc\\x1b[31m\\xff\\ud800\\u202e"
    assert escaped("a\nb\tc") == "a\\x0ab\\x09c"
    assert in_cell("=1") == "'=1"
    assert in_cell("1=") == "1="


def test_each_takes_what_another_gives() -> None:
    """An id is escaped where it is found and made plain where it is written: it stays what it is."""
    for text in STRANGE:
        for first in (clean, plain, escaped):
            for then in (plain, clean):
                again = then(first(text))
                assert again == first(text).replace("\t", "    " if then is clean else "\t")


def test_a_template_escapes_and_shows() -> None:
    environment = jinja2.Environment(autoescape=True, finalize=in_html)
    made = environment.from_string("{{ a }}|{{ b }}|{{ c }}").render(a="<\x1b>", b=Markup("<b>"), c=3)
    assert made == "&lt;\\x1b&gt;|<b>|3"
    assert html.escape(plain("<\x1b>")) == "&lt;\\x1b&gt;"


def test_a_name_that_any_disk_takes() -> None:
    for text in STRANGE:
        name = file_name(text)
        assert re.fullmatch(r"[A-Za-z0-9._%~-]+", name)
        assert len(name) <= NAME_CAP
        assert name not in (".", "..")
    names = file_names(["Kim", "kim", "KIM", *STRANGE])
    assert len({name.lower() for name in names.values()}) == 3 + len(STRANGE)
