"""What a student sees, printed into a console in memory that is 80 cells wide, in both languages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from grader.core.messages import say
from grader.core.model import (
    LANGS,
    CheckResult,
    CheckSpec,
    Exercise,
    Finding,
    Function,
    Lang,
    Mistake,
    Status,
    SubmissionResult,
    Text,
    Week,
)
from grader.core.phrases import in_words
from grader.core.text import points
from grader.core.week import load_week, week_names
from grader.results import render

WIDTH = 80
_SGR = re.compile(r"\x1b\[[0-9;]*m")
"""Colour and weight, the only sequences that the program itself writes here."""
_UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _check(exercise: str, function: str, name: str, points: float = 1.0) -> CheckSpec:
    title = {"ko": f"{name} 확인: 가장 높은 값의 이름", "en": f"{name}: the name of the highest value"}
    hints = {"ko": ("가", "나", "다"), "en": ("a", "b", "c")}
    return CheckSpec(f"{exercise}.{function}.{name}", exercise, function, name, points, title, hints)  # type: ignore[arg-type]


def _exercise(name: str, *functions: str) -> Exercise:
    title: Text = {"ko": "제목", "en": "title"}
    made = (
        Function(f, f"{f}(x)", title, tuple(_check(name, f, c) for c in ("values", "empty")))
        for f in functions
    )
    return Exercise(name, title, tuple(made))


WEEK = Week(
    "week90",
    {"ko": "사전 학습 모델과 전이 학습", "en": "Pre-trained models and transfer learning"},
    (
        _exercise("ex1_preprocess", "load_rgb", "build_transform", "to_batch", "denormalize"),
        _exercise("ex6_detect", "detect", "filter_detections", "count_objects", "box_iou", "nms", "draw_detections"),
    ),
    {
        "6": Mistake(
            "6",
            "argmax_without_dim",
            {
                "ko": "배치 전체에서 argmax 를 구했습니다.",
                "en": "argmax over the whole batch: dim is missing.",
            },
        )
    },
    Path(),
)  # fmt: skip


def printed(*what: RenderableType, colour: bool = False, width: int = WIDTH) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    for one in what:
        console.print(one)
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def plain(text: str) -> str:
    return _SGR.sub("", text)


def squeezed(text: str) -> str:
    """Without line ends and spaces, so that wrapping does not matter."""
    return re.sub(r"\s+", "", plain(text))


def assert_fits(text: str) -> None:
    for line in plain(text).split("\n"):
        assert cell_len(line) <= WIDTH, line


def results(status: Status, finding: Finding | None) -> tuple[CheckResult, ...]:
    return tuple(
        CheckResult(c, status, 0.1, None if status is Status.PASSED else finding) for c in WEEK.checks
    )


def submission(*checks: CheckResult) -> SubmissionResult:
    return SubmissionResult("week90", "me", checks, "process", 0, 1.0, "2.9.0")


FINDING = Finding(
    "value",
    call="predict_labels(float32 [3, 5], labels=['kite', 'tench'])",
    got="['kite']",
    expected="list of 3 str",
    mistake="6",
    file="exercises/week90/ex6_detect.py",
    line=31,
    source="return labels[logits.argmax()]",
)

languages = pytest.mark.parametrize("lang", LANGS)
colours = pytest.mark.parametrize("colour", [False, True], ids=["plain", "colour"])


def first(finding: Finding, status: Status = Status.FAILED) -> CheckResult:
    return CheckResult(WEEK.checks[0], status, 0.1, finding)


# ---- overview -----------------------------------------------------------------------------------------------------


def test_overview_of_nothing_done_is_golden() -> None:
    week = replace(WEEK, exercises=WEEK.exercises[:1])
    lines = printed(render.overview(week, {}, "en")).splitlines()
    assert [line.rstrip() for line in lines] == [
        " ex1 preprocess  ........  0/8  load_rgb\u00a0-  build_transform\u00a0-  to_batch\u00a0-",
        "                                denormalize\u00a0-",
    ]


@languages
@colours
@pytest.mark.parametrize("status", [*Status, None], ids=str)
def test_overview_fits_and_names_every_function(lang: Lang, colour: bool, status: Status | None) -> None:
    done = {c.spec.id: c for c in results(status, FINDING)} if status else {}
    text = printed(render.title(WEEK, lang), render.overview(WEEK, done, lang), colour=colour)
    assert_fits(text)
    assert WEEK.title[lang] in plain(text)
    for exercise in WEEK.exercises:
        assert exercise.short in plain(text)
        for function in exercise.functions:
            assert function.name in plain(text)
    word = say(f"status.{status or 'unknown'}", lang)
    assert squeezed(text).count(word.replace(" ", "")) >= 10
    assert ("\x1b[" in text) is colour


@languages
@pytest.mark.parametrize("status", Status, ids=str)
def test_a_function_and_its_word_stay_on_one_line(lang: Lang, status: Status) -> None:
    done = {c.spec.id: c for c in results(status, FINDING)}
    lines = printed(render.overview(WEEK, done, lang)).splitlines()
    word = say(f"status.{status}", lang).replace(" ", "\u00a0")
    for name in (f.name for e in WEEK.exercises for f in e.functions):
        assert any(f"{name}\u00a0{word}" in line for line in lines), f"{name} is torn from {word}"


@languages
@colours
@pytest.mark.parametrize("name", week_names())
def test_overview_of_every_week_found_fits(name: str, lang: Lang, colour: bool) -> None:
    week = load_week(name)
    for status in Status:
        done = {c.id: CheckResult(c, status) for c in week.checks}
        assert_fits(printed(render.title(week, lang), render.overview(week, done, lang), colour=colour))


def test_bar_is_full_only_when_everything_passed() -> None:
    passed = {c.spec.id: c for c in results(Status.PASSED, None)}
    assert re.search(r" #{8} +8/8 ", printed(render.overview(WEEK, passed, "en")))
    passed.pop("ex1_preprocess.denormalize.empty")
    text = printed(render.overview(WEEK, passed, "en"))
    assert re.search(r" #{7}\. +7/8 ", text)
    assert re.search(r" #{8} +12/12 ", text)


def test_overview_of_a_few_checks_counts_only_them() -> None:
    text = printed(render.overview(WEEK, {}, "en", ["ex6_detect.nms.values"]))
    assert "0/1" in text
    assert "nms" in text
    assert "ex1" not in text
    assert "box_iou" not in text


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        ([], None),
        ([None, Status.PASSED], None),
        ([Status.PASSED], Status.PASSED),
        ([Status.PASSED, Status.NOT_STARTED], Status.NOT_STARTED),
        ([None, Status.FAILED, Status.PASSED], Status.FAILED),
        ([Status.FAILED, Status.TIMEOUT], Status.TIMEOUT),
        ([Status.CRASHED, Status.FAULT, Status.ERROR], Status.FAULT),
    ],
)
def test_worst(statuses: list[Status | None], worst: Status | None) -> None:
    assert render.worst(statuses) is worst


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (12, "12"), (7.5, "7.5"), (0.25, "0.25"), (100, "100"), (10.0, "10")]
)
def test_points(value: float, text: str) -> None:
    assert points(value) == text


# ---- a failure ----------------------------------------------------------------------------------------------------


def test_failure_is_golden() -> None:
    text = printed(render.failure(first(FINDING), WEEK, "en"))
    assert [line.rstrip() for line in text.splitlines()] == [
        " ex1_preprocess.load_rgb: values: the name of the highest value",
        "   Type and shape are right, but the values are not.",
        "   you called   predict_labels(float32 [3, 5], labels=['kite', 'tench'])",
        "   it returned  ['kite']",
        "   expected     list of 3 str",
        "   at           exercises/week90/ex6_detect.py:31",
        "                return labels[logits.argmax()]",
        "   likely       argmax over the whole batch: dim is missing.",
        "   next         python -m grader hint week90.ex1.load_rgb",
    ]


@languages
@colours
@pytest.mark.parametrize("status", [s for s in Status if s is not Status.PASSED], ids=str)
def test_failure_fits_and_says_everything(lang: Lang, colour: bool, status: Status) -> None:
    text = printed(render.failure(first(FINDING, status), WEEK, lang), colour=colour)
    assert_fits(text)
    shown = squeezed(text)
    for part in (
        FINDING.call,
        FINDING.got,
        in_words(FINDING.expected, lang),
        WEEK.mistakes["6"].cause[lang],
        FINDING.source,
    ):
        assert part.replace(" ", "") in shown
    assert say("label.call", lang) in plain(text)
    assert ("hintweek90.ex1.load_rgb" in shown) is (status is not Status.FAULT)


@languages
@colours
@pytest.mark.parametrize(
    "long",
    [
        "x" * 500,
        "가" * 300,
        "한글 " * 200,
        "가a" * 200,
        "word " * 200,
        "[1, 2, 3], " * 100,
        "가\n나\n" * 20,
        "👩‍🔬" * 80,
    ],
    ids=["ascii", "korean", "korean words", "mixed", "words", "list", "lines", "emoji"],
)
def test_long_texts_are_folded_and_complete(lang: Lang, colour: bool, long: str) -> None:
    finding = Finding("unsendable", {"text": long}, long, long, long, None, f"{long[:200]}.py", 3, long)
    text = printed(render.failure(first(finding), WEEK, lang), colour=colour)
    assert_fits(text)
    assert squeezed(text).count(re.sub(r"\s", "", long)[0]) >= 5 * re.sub(r"\s", "", long).count(long[0])


# ---- nothing of a submission reaches the terminal as anything but text ----------------------------------------------

HOSTILE = {
    "clear screen": "\x1b[2Jgone",
    "colour": "\x1b[38;5;213mpink\x1b[0m",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://example.org\x1b\\here\x1b]8;;\x1b\\",
    "one byte csi": "\x9b2J",
    "cursor up": "\x1b[5A\x1b[K 100 of 100 points",
    "return": "wrong\rright",
    "backspace": "wrong\b\b\b\b\bright",
    "nul and del": "a\x00b\x7fc",
    "vertical": "a\x0bb\x0cc",
    "next line": "a\x85b",
    "override": "\u202egnp.exe",
    "isolate": "\u2067abc\u2069",
}
FIELDS = ["text", "type", "call", "got", "expected", "file", "source", "prints"]


def hostile(field: str, text: str) -> RenderableType:
    if field == "prints":
        (_, block) = render.prints(submission(CheckResult(WEEK.checks[0], Status.PASSED, prints=text)), "en")
        return block
    if field in ("text", "type"):
        kind = {"text": "unsendable", "type": "raised"}[field]
        return render.failure(first(replace(FINDING, kind=kind, params={field: text})), WEEK, "en")
    changed = Finding(**{**FINDING.__dict__, field: text})
    return render.failure(first(changed), WEEK, "en")


@colours
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("what", HOSTILE)
def test_control_characters_never_reach_the_terminal(what: str, field: str, colour: bool) -> None:
    text = printed(hostile(field, HOSTILE[what]), colour=colour)
    assert not _UNSAFE.search(plain(text)), repr(text)
    assert "\x1b[38;5;213m" not in text
    assert_fits(text)


@colours
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "markup",
    ["[bold]x[/bold]", "[/nope]", "[link=http://a]b[/link]", "[red]", ":smile:", "\\[bold]", "[@click=f()]y"],
)
def test_markup_is_shown_as_it_is(markup: str, field: str, colour: bool) -> None:
    text = printed(hostile(field, markup), colour=colour)
    assert markup in plain(text)
    assert "\x1b]" not in text


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_printed_lines_are_lines(ends: str) -> None:
    """On Windows a student's print() ends its lines with a carriage return."""
    text = printed(hostile("prints", f"one{ends}two{ends}"))
    assert [line.strip() for line in text.splitlines()] == ["one", "two"]


def test_tabs_become_spaces() -> None:
    assert "a    b" in printed(hostile("got", "a\tb"))


# ---- which failures are shown -------------------------------------------------------------------------------------


def shown(result: SubmissionResult, *, every: bool = False) -> list[str]:
    return [printed(block) for block in render.failures(result, WEEK, "en", every=every)]


def test_the_first_failure_of_each_function_or_all_of_them() -> None:
    result = submission(*results(Status.FAILED, FINDING))
    assert len(shown(result)) == 10
    assert len(shown(result, every=True)) == 20
    assert sum("ex6_detect.nms: values" in text for text in shown(result)) == 1
    assert sum("ex6_detect.nms: empty" in text for text in shown(result)) == 0
    assert sum("ex6_detect.nms: empty" in text for text in shown(result, every=True)) == 1


@pytest.mark.parametrize("every", [False, True])
def test_a_load_failure_is_shown_once_for_the_whole_file(every: bool) -> None:
    load = Finding(
        "raised", {"type": "NameError"}, got="NameError: name 'torhc'", file="ex6_detect.py", line=3
    )
    checks = results(Status.ERROR, load)
    blocks = shown(submission(*checks), every=every)
    assert len(blocks) == 2  # one for each of the two files
    assert blocks[1].startswith(" ex6_detect\n")
    assert "python -m grader week90 ex6" in blocks[1]


def test_different_load_failures_are_all_shown() -> None:
    a = Finding("raised", {"type": "NameError"}, got="NameError: a", line=3)
    b = Finding("raised", {"type": "NameError"}, got="NameError: b", line=4)
    one, two = WEEK.checks[:2]
    result = submission(CheckResult(one, Status.ERROR, 0, a), CheckResult(two, Status.ERROR, 0, b))
    assert len(shown(result)) == 2


def test_a_fault_of_the_grader_is_no_load_failure() -> None:
    fault = Finding("fault", {"text": "no check"})
    result = submission(*(CheckResult(c, Status.FAULT, 0, fault) for c in WEEK.checks[:4]))
    assert len(shown(result, every=True)) == 4
    assert "not your code" in shown(result)[0]
    assert "hint" not in shown(result)[0]


def test_what_is_not_started_or_passed_is_no_failure() -> None:
    assert not shown(submission(*results(Status.NOT_STARTED, Finding("not_started"))), every=True)
    assert not shown(submission(*results(Status.PASSED, None)), every=True)


def test_a_missing_file_is_restored_by_reset() -> None:
    missing = Finding(
        "missing_file", {"text": "ex1_preprocess.py"}, got="FileNotFoundError: ex1_preprocess.py"
    )
    (text,) = shown(submission(first(missing, Status.ERROR)))
    assert "python -m grader reset week90.ex1" in text


def test_the_caret_of_a_syntax_error_stands_below_its_place() -> None:
    finding = Finding("syntax", {"line": "7"}, file="ex1_preprocess.py", line=7, source="def f(:\n      ^")
    lines = printed(render.failure(first(finding, Status.ERROR), WEEK, "en", whole_file=True)).splitlines()
    code = next(line for line in lines if "def f(:" in line)
    caret = lines[lines.index(code) + 1]
    assert caret.index("^") - code.index("def") == 6


# ---- summary and prints -------------------------------------------------------------------------------------------


@languages
@colours
@pytest.mark.parametrize("status", Status, ids=str)
def test_summary_fits_and_says_score_and_next_step(lang: Lang, colour: bool, status: Status) -> None:
    result = submission(*results(status, FINDING))
    text = printed(render.summary(result, WEEK, lang), colour=colour)
    assert_fits(text)
    score = "20" if status is Status.PASSED else "0"
    assert say("run.score", lang, score=score, most="20") in plain(text)
    assert f"{say(f'count.{status}', lang)} 20" in plain(text)
    if status is Status.PASSED:
        assert say("run.all_passed", lang) in plain(text)
    else:
        assert "ex1_preprocess.load_rgb" in plain(text)


@languages
def test_summary_with_every_status_fits(lang: Lang) -> None:
    kinds = list(Status)
    checks = [CheckResult(c, kinds[i % len(kinds)], 0, FINDING) for i, c in enumerate(WEEK.checks)]
    text = printed(render.summary(submission(*checks), WEEK, lang))
    assert_fits(text)
    for status in Status:
        assert say(f"count.{status}", lang) in plain(text)


def test_prints_only_of_the_checks_that_printed() -> None:
    one, two, three = WEEK.checks[:3]
    result = submission(
        CheckResult(one, Status.PASSED, prints="안녕 x" * 60),
        CheckResult(two, Status.PASSED, prints=" \n"),
        CheckResult(three, Status.FAILED, 0, FINDING),
    )
    text = printed(*render.prints(result, "ko"))
    assert_fits(text)
    assert one.id in text
    assert two.id not in text
    assert three.id not in text
    assert squeezed(text).count("안녕x") == 60
