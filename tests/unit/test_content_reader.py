"""The one reader of a week's TOML: whatever is wrong is one sentence with the file, the key and the nearest right word."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import pytest
from msgspec import Meta

from grader.core.content import Both, Content, Line, convert, near_word, read_toml
from grader.core.errors import GraderFault


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Part(Content, frozen=True):
    name: Annotated[str, Meta(pattern=r"^[a-z_]+\Z", description="a name in snake_case")]
    points: Annotated[int, Meta(ge=1, le=3, description="1, 2 or 3")] = 1
    steps: tuple[tuple[int, ...], ...] = ()
    pair: tuple[int, str] | None = None


class Shape(Content, frozen=True, tag_field="kind"):
    id: Line


class Circle(Shape, frozen=True, tag="circle"):
    radius: float


class Square(Shape, frozen=True, tag="square"):
    side: float
    colour: Colour = Colour.RED

    def __post_init__(self) -> None:
        if self.side <= 0:
            raise ValueError(f"a side of {self.side:g} is too short")


class Whole(Content, frozen=True):
    """One key of each sort that content has."""

    title: Both
    held: bool = False
    words: Annotated[tuple[Line, ...], Meta(min_length=1)] = ("x",)
    part: Annotated[tuple[Part, ...], Meta(max_length=2, description="at most 2 parts")] = ()
    label: Mapping[Annotated[str, Meta(pattern=r"^[a-z]+\Z", description="a small word")], Both] = {}
    count: Mapping[str, int] = {}
    shape: tuple[Circle | Square, ...] = ()
    only: Circle | Square | None = None
    mode: Literal["train", "eval"] = "train"
    size: int | str | None = None


GOOD = """\
title.ko = "제목"
title.en = " Title "
words = ["one"]
mode = "eval"
size = "big"
only = {kind = "circle", id = "c", radius = 1}
[[part]]
name = "first"
points = 2
steps = [[1, 2], [3]]
pair = [1, "x"]
[label.plain]
ko = "쉬운"
en = "plain"
[[shape]]
id = "b"
kind = "square"
side = 2.5
colour = "green"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "part.toml"


def fault(path: Path, text: str) -> str:
    """The sentence about a file of this text, without the file's name, which it begins with."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GraderFault) as caught:
        read_toml(path, Whole)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    assert len(said.splitlines()) == 1
    return said.removeprefix(f"{path}: ")


def test_what_is_right_is_read(path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    got = read_toml(path, Whole)
    assert got.title.text == {"ko": "제목", "en": "Title"}, "without spaces at either end"
    assert got.part == (Part("first", 2, ((1, 2), (3,)), (1, "x")),)
    assert got.shape == (Square("b", 2.5, Colour.GREEN),)
    assert got.only == Circle("c", 1.0), "a whole number is a number"
    assert got.label["plain"].text["en"] == "plain"


FAULTS = {
    # old text, new text: the sentence
    ("words = ", "hald = true\nwords = "): "hald: unknown key; did you mean held?",
    ("words = ", "zzz = 1\nwords = "): (
        "zzz: unknown key; there are title, held, words, part, label, count, shape, only, mode, size"
    ),
    ('name = "first"', 'nam = "first"'): "part.1.nam: unknown key; did you mean name?",
    ('ko = "쉬운"\n', 'ko = "쉬운"\nfr = "x"\n'): "label.plain.fr: unknown key; there are ko, en",
    ('title.ko = "제목"\ntitle.en = " Title "\n', ""): "title is missing",
    ('title.ko = "제목"\n', ""): "title.ko is missing",
    ('en = "plain"\n', ""): "label.plain.en is missing",
    ('name = "first"\n', ""): "part.1.name is missing",
    (" Title ", "  "): "title.en is empty",
    ('["one"]', '["one", ""]'): "words.2 is empty",
    ('["one"]', "[]"): "words: expected a list of length >= 1",
    ('["one"]', '"one"'): "words: expected a list, got a string",
    ('["one"]', "[1]"): "words.1: expected a string, got a whole number",
    ("words = ", "held = 1\nwords = "): "held: expected true or false, got a whole number",
    ('title.ko = "제목"\ntitle.en = " Title "', 'title = "Title"'): "title: expected a table, got a string",
    ('size = "big"', "size = 1.5"): "size: expected a whole number or a string, got a number",
    ("points = 2", "points = 4"): "part.first.points: expected 1, 2 or 3, got 4",
    ("points = 2", "points = true"): "part.first.points: expected 1, 2 or 3, got true",
    ("points = 2", "points = 2.0"): "part.first.points: expected 1, 2 or 3, got 2.0",
    ('"first"', '"First one"'): "part.First one.name: expected a name in snake_case, got 'First one'",
    ('"first"', '"first\\n"'): "part.1.name: expected a name in snake_case, got 'first\\n'",
    ("[[1, 2], [3]]", '[[1, 2], ["3"]]'): "part.first.steps.2.1: expected a whole number, got a string",
    ("[[1, 2], [3]]", "[[1, true]]"): "part.first.steps.1.2: expected a whole number, got true or false",
    ("[[1, 2], [3]]", "{a = 1}"): "part.first.steps: expected a list, got a table",
    ('[1, "x"]', "[1, 2]"): "part.first.pair.2: expected a string, got a whole number",
    ("[[part]]", '[[part]]\nname = "a"\n[[part]]\nname = "b"\n[[part]]'): "part: expected at most 2 parts, got 3",
    ("[label.plain]", "[label.Plain]"): "label.Plain: expected a small word, got 'Plain'",
    ("[label.plain]", '[count]\na = 1\nb = "2"\n[label.plain]'): "count.b: expected a whole number, got a string",
    ("[label.plain]", "[count.a]\nx = 1\n[label.plain]"): "count.a: expected a whole number, got a table",
    ('"square"', '"sqare"'): "shape.b.kind: there is no 'sqare'; did you mean square?",
    ('"square"', '"line"'): "shape.b.kind: there is no 'line'; there are circle, square",
    ('"square"', '["square"]'): "shape.b.kind: there is no ['square']; did you mean square?",
    ('kind = "square"\n', ""): "shape.b.kind is missing",
    ('kind = "square"', 'knd = "square"'): "shape.b.knd: unknown key; did you mean kind?",
    ("side = 2.5", "side = 2.5\nradius = 1"): "shape.b.radius: unknown key; there are kind, id, side, colour",
    ("side = 2.5", 'side = "2.5"'): "shape.b.side: expected a number, got a string",
    ("side = 2.5", "side = 0"): "shape.b: a side of 0 is too short",
    ('"green"', '"grean"'): "shape.b.colour: there is no 'grean'; did you mean green?",
    ('radius = 1}', "radius = true}"): "only.radius: expected a number, got true or false",
    ('kind = "circle"', 'kind = "oval"'): "only.kind: there is no 'oval'; there are circle, square",
    ('mode = "eval"', 'mode = "test"'): "mode: there is no 'test'; there are train, eval",
}  # fmt: skip


def test_each_fault_is_one_sentence_with_key_and_nearest_word(path: Path) -> None:
    wrong = {}
    for (old, new), sentence in FAULTS.items():
        assert old in GOOD, old
        if (said := fault(path, GOOD.replace(old, new, 1))) != sentence:
            wrong[sentence] = said
    assert not wrong


def test_a_file_that_is_no_toml_or_no_text_or_not_there(path: Path) -> None:
    assert "line 2" in fault(path, "title = 1\ntitle = 2\n")
    path.write_bytes(b"\xff")
    for file in (path, path.with_name("gone.toml")):
        with pytest.raises(GraderFault) as caught:
            read_toml(file, Whole)
        assert str(caught.value).startswith(f"{file}: ")


def test_what_was_read_before_says_where_it_stands(path: Path) -> None:
    assert convert({"name": "a", "points": 3}, Part, path) == Part("a", 3)
    with pytest.raises(GraderFault) as caught:
        convert({"name": "a", "points": 9}, Part, path, where="made.a")
    assert str(caught.value) == f"{path}: made.a.points: expected 1, 2 or 3, got 9"
    with pytest.raises(GraderFault) as caught:
        convert({"name": "a", "steps": ((1,), ("x",))}, Part, path)
    assert str(caught.value) == f"{path}: steps.2.1: expected a whole number, got a string"


def test_the_nearest_word_or_all_of_them() -> None:
    assert near_word("hold", ["held", "name"]) == "did you mean held?"
    assert near_word("zzz", ["held", "name"]) == "there are held, name"
