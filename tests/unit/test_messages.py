"""The words: both languages say the same things, and every thing that the code can say has a sentence."""

from __future__ import annotations

import ast
import inspect
import locale
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from support.offenders import for_each

from grader.authoring import stubs
from grader.checking.findings import finding_of
from grader.core.errors import Died, DiedKind, Frame, Mismatch, Raised, RaisedKind, UsageError
from grader.core.files import PACKAGE
from grader.core.messages import choose_lang, keys, message, say, sentence
from grader.core.model import LANGS, CheckSpec, Exercise, Finding, Function, Lang, Mistake, Status, Week
from grader.core.week import load_week, week_names
from grader.intake.places import Place

CHECKS = sorted((PACKAGE / "weeks").rglob("*.py"))
SOURCES = sorted(set(PACKAGE.rglob("*.py")) - set(CHECKS))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# ---- the two files ------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_keys() -> None:
    assert set(keys("ko")) == set(keys("en"))


@for_each({key: (key,) for key in sorted(keys("en"))})
def test_a_sentence_has_the_same_placeholders_in_both_languages(key: str) -> None:
    korean, english = keys("ko").get(key, ""), keys("en")[key]
    assert korean.strip()
    assert english.strip()
    assert placeholders(korean) == placeholders(english)
    assert all(name.isidentifier() for name in placeholders(english)), "numbered or formatted placeholder"


def test_korean_is_korean() -> None:
    """Signs alone and names alone need no translation; everything else has Hangul in it."""
    names = {"torch", "torchvision"}
    for key, text in keys("ko").items():
        words = "".join(c if c.isalpha() else " " for c in Formatter().vformat(text, (), _Nothing())).split()
        assert set(words) <= names or any("가" <= c <= "힣" for c in text), key


class _Nothing(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def test_english_is_english() -> None:
    assert not [key for key, text in keys("en").items() if any("가" <= c <= "힣" for c in text)]


# ---- what the code can say ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A key that stands in the source, where it stands, and the parameters that come with it (None: not literal)."""

    where: str
    key: str
    params: frozenset[str] | None

    def __str__(self) -> str:
        return f"{self.key} {self.where}"


def calls(paths: list[Path], *names: str) -> Iterator[tuple[str, ast.Call]]:
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if name in names:
                    yield f"{path.name}:{node.lineno}", node


def literals(node: ast.expr | None) -> list[str]:
    """The texts that an expression can be: a constant, or either side of `a if b else c`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return []


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    named = {k.arg: k.value for k in call.keywords}
    return call.args[position] if len(call.args) > position else named.get(name)


def keywords(call: ast.Call) -> frozenset[str] | None:
    return (
        None if any(k.arg is None for k in call.keywords) else frozenset(k.arg or "" for k in call.keywords)
    )


def dict_keys(node: ast.expr | None) -> frozenset[str] | None:
    if node is None:
        return frozenset()
    if not isinstance(node, ast.Dict):
        return None
    return frozenset(text for key in node.keys for text in literals(key))


def said_kinds() -> Iterator[Said]:
    """Every kind of finding that is written down in the package and in the weeks' checks."""
    paths = SOURCES + CHECKS
    for where, call in calls(paths, "Mismatch"):
        for kind in literals(argument(call, 0, "kind")):
            yield Said(where, kind, dict_keys(argument(call, 99, "params")))
    for where, call in calls(paths, "require"):
        for kind in literals(argument(call, 1, "kind")):
            yield Said(where, kind, keywords(call))
    for where, call in calls(SOURCES, "Finding"):
        for kind in literals(argument(call, 0, "kind")):
            yield Said(where, kind, dict_keys(argument(call, 1, "params")))


def said_notes() -> Iterator[Said]:
    for where, call in calls(SOURCES, "Note"):
        for key in literals(argument(call, 0, "key")):
            yield Said(where, key, dict_keys(argument(call, 1, "params")))
    for where, call in calls(SOURCES, "add", "LeftOut", "_tell_once"):
        for key in literals(argument(call, 0, "key")):
            if f"note.{key}" in keys("en"):
                yield Said(where, key, frozenset({"names", "count"}))


def said_usage() -> Iterator[Said]:
    for where, call in calls(SOURCES, "UsageError"):
        for key in literals(argument(call, 0, "key")):
            yield Said(where, key, keywords(call))
    parameters = frozenset({"path", "line"})
    for where, call in calls([Path(inspect.getfile(stubs))], "_broken"):
        for what in literals(argument(call, 2, "what")):
            yield Said(where, f"marker_{what}", parameters)


def said_directly() -> Iterator[Said]:
    for where, call in calls(SOURCES, "say", "everywhere"):
        for key in literals(argument(call, 0, "key")):
            yield Said(where, key, keywords(call))


def missing(said: list[Said], prefix: str) -> list[str]:
    """What has no sentence, or a sentence that needs more than it is given."""
    out = []
    for one in said:
        text = keys("en").get(prefix + one.key)
        if text is None:
            out.append(f"{one.where}: no sentence {prefix}{one.key}")
        elif one.params is not None and not placeholders(text) <= one.params:
            out.append(f"{one.where}: {prefix}{one.key} needs {sorted(placeholders(text) - one.params)}")
    return out


def test_the_scan_sees_what_is_there() -> None:
    kinds = {one.key for one in said_kinds()}
    assert {"type", "shape", "argument_changed", "not_started", "needs_other", "fault", "unusable"} <= kinds
    usage = {one.key for one in said_usage()}
    assert {"no_week", "no_target", "marker_nested", "no_solutions", "no_exercises", "not_lang"} <= usage
    assert {"run.written", "hint.number", "finding.passed"} <= {one.key for one in said_directly()}


def test_every_kind_of_finding_has_a_sentence() -> None:
    assert not missing(list(said_kinds()), "finding.")


def test_every_note_has_a_sentence() -> None:
    assert {"gone", "chosen", "nothing", "duplicate", "clash"} <= {one.key for one in said_notes()}
    assert not missing(list(said_notes()), "note.")


def test_every_usage_error_has_a_sentence() -> None:
    assert not missing(list(said_usage()), "usage.")


def test_every_sentence_that_is_said_exists() -> None:
    assert not missing(list(said_directly()), "")


def test_every_usage_sentence_can_be_raised() -> None:
    raised = {one.key for one in said_usage()} | {"command"}
    assert {key.removeprefix("usage.") for key in keys("en") if key.startswith("usage.")} == raised


def test_every_sentence_is_used() -> None:
    """A sentence whose name stands nowhere in the source is dead. (Kinds of findings wait for checks to use them.)"""
    words: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= {node.value, node.value.rpartition(".")[2]}
    for path in (*PACKAGE.glob("*/templates/*.html"), *PACKAGE.glob("show/*.html")):
        named = re.findall(r'\b(?:t|say)\("([\w.]+)"', path.read_text(encoding="utf-8"))
        words |= {name.rpartition(".")[2] for name in named}
    words |= {one.key for one in said_usage()}
    dead = [k for k in keys("en") if not k.startswith("finding.") and k.rpartition(".")[2] not in words]
    assert not dead


@for_each({f"{one} {lang}": (one, lang) for one in sorted(set(said_usage()), key=str) for lang in LANGS})
def test_a_usage_error_can_be_said(one: Said, lang: Lang) -> None:
    """The way `cli.run` says it: the key's parameters handed on as they are."""
    assert one.params is not None
    error = UsageError(one.key, **{name: f"<{name}>" for name in one.params})
    text = say(f"usage.{error.key}", lang, **error.params)
    assert all(f"<{name}>" in text for name in placeholders(keys(lang)[f"usage.{one.key}"]))


@pytest.mark.parametrize("lang", LANGS)
def test_every_status_has_its_words(lang: Lang) -> None:
    for status in Status:
        assert say(f"status.{status}", lang)
        assert say(f"count.{status}", lang)
    assert say("status.unknown", lang)


# ---- from what was raised to words --------------------------------------------------------------------------------


def where(file: str, line: int) -> Place:
    """Lines are where the student's side says."""
    return Place(file, line)


SPEC = CheckSpec(
    "ex1_first.load.values", "ex1_first", "load", "values", 1.0, {"ko": "값", "en": "values"},
    {"ko": ("가", "나", "다"), "en": ("a", "b", "c")},
)  # fmt: skip
WEEK = Week(
    "week90", SPEC.title, (Exercise("ex1_first", SPEC.title, (Function("load", "load(path)", SPEC.title, (SPEC,)),)),),
    {"7": Mistake("7", "json_key_as_int", {"ko": "원인입니다.", "en": "The cause."},
                  ("ex1_first.load",), r"KeyError: 'a+'")},
    Path(),
)  # fmt: skip


def raise_everything() -> Iterator[tuple[str, BaseException]]:
    frames: list[list[Frame]] = [[], [Frame("ex1_first.py", 7, "load", "x = {}")]]
    for some in frames:
        yield from ((f"raised {k}", Raised(k, "KeyError", "'{b}'", some)) for k in get_args(RaisedKind))
        yield from ((f"died {k}", Died(k, "3", some)) for k in get_args(DiedKind))
        yield from ((f"died {k}, no detail", Died(k, "", some)) for k in get_args(DiedKind))
        for other in ("ex1_first.load", "ex1_first.other"):
            yield f"stub {other}", Raised("raised", "NotImplementedError", other, some)
    yield "assertion", AssertionError("x == {y}")
    yield "mismatch", Mismatch("value", got="{1}", expected="{2}", params={"at": "[0]"})


@pytest.mark.parametrize(
    ("name", "error"), list(raise_everything()), ids=lambda x: x if isinstance(x, str) else ""
)
def test_whatever_is_raised_becomes_a_sentence(name: str, error: BaseException) -> None:
    status, finding = finding_of(SPEC, WEEK, error, where)
    assert status is not Status.PASSED
    for lang in LANGS:
        text = sentence(finding, lang)
        assert text
        assert placeholders(keys(lang)[f"finding.{finding.kind}"]) <= set(finding.params)


def test_message_adds_the_cause_of_a_known_mistake() -> None:
    _, finding = finding_of(SPEC, WEEK, Raised("raised", "KeyError", "'aaa'"), where)
    assert finding.mistake == "7"
    assert message(finding, WEEK.mistakes)["en"] == "Your code raised KeyError. The cause."
    assert message(finding, WEEK.mistakes)["ko"].endswith(" 원인입니다.")
    assert message(Finding("type", mistake="unknown"), WEEK.mistakes)["en"] == say("finding.type", "en")


def test_braces_of_a_submission_are_not_filled_in() -> None:
    finding = Finding("unsendable", {"text": "{text.__class__} {0} {nope}"})
    assert "{text.__class__} {0} {nope}" in sentence(finding, "en")


def test_the_grader_and_the_student_are_not_mixed_up() -> None:
    for key, text in keys("en").items():
        if key.startswith("finding.") and key != "finding.fault":
            assert "grader itself" not in text, key
    assert "not your code" in keys("en")["finding.fault"]


@pytest.mark.parametrize("name", week_names())
def test_the_words_of_a_week_are_in_the_right_language(name: str) -> None:
    week = load_week(name)
    texts = [week.title, *(e.title for e in week.exercises), *(c.title for c in week.checks)]
    texts += [f.title for e in week.exercises for f in e.functions] + [
        m.cause for m in week.mistakes.values()
    ]
    for text in texts:
        assert any("가" <= c <= "힣" for c in text["ko"]), text
        assert not any("가" <= c <= "힣" for c in text["en"]), text


# ---- which language -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "environment", "lang"),
    [
        ("ko", {"GRADER_LANG": "en", "LANG": "en_US.UTF-8"}, "ko"),
        ("en", {"GRADER_LANG": "ko", "LANG": "ko_KR.UTF-8"}, "en"),
        (None, {"GRADER_LANG": "ko", "LC_ALL": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
        (None, {"GRADER_LANG": "en", "LC_ALL": "ko_KR.UTF-8"}, "en"),
        (None, {"GRADER_LANG": "", "LANG": "ko_KR.UTF-8"}, "ko"),
        (None, {"GRADER_LANG": "KO"}, "ko"),
        (None, {"LC_ALL": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, "ko"),
        (None, {"LC_ALL": "C.UTF-8", "LANG": "ko_KR.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "ko_KR.eucKR", "LANG": "en_US.UTF-8"}, "ko"),
        (None, {"LANG": "ko_KR.UTF-8"}, "ko"),
        (None, {"LANG": "ko"}, "ko"),
        (None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"LANG": "C"}, "en"),
        (None, {}, "en"),
    ],
)
def test_language(
    monkeypatch: pytest.MonkeyPatch, wanted: str | None, environment: dict[str, str], lang: Lang
) -> None:
    for name in ("GRADER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(locale, "getlocale", lambda *_: (None, None))
    assert choose_lang(wanted) == lang


@pytest.mark.parametrize(("name", "lang"), [("Korean_Korea", "ko"), ("ko_KR", "ko"), ("English_US", "en")])
def test_language_of_a_system_without_variables(
    monkeypatch: pytest.MonkeyPatch, name: str, lang: Lang
) -> None:
    for variable in ("GRADER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(locale, "getlocale", lambda *_: (name, "949"))
    assert choose_lang() == lang
