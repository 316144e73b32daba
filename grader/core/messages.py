"""Words in Korean and English: `grader/locale/{ko,en}.toml`, with equal keys and placeholders."""

from __future__ import annotations

import functools
import locale
import os
import tomllib
from collections.abc import Mapping
from typing import Any, cast

from grader.core.command import as_run
from grader.core.files import PACKAGE
from grader.core.model import LANGS, Finding, Lang, Mistake, Note, Text

_FOLDER = PACKAGE / "locale"


def choose_lang(wanted: str | None = None) -> Lang:
    """`--lang`, else GRADER_LANG, else the locale: Korean where it says ko, English everywhere else."""
    candidates = [wanted, os.environ.get("GRADER_LANG")]
    candidates += [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    for value in candidates:
        if value:
            return "ko" if value.lower().startswith("ko") else "en"
    return "ko" if (locale.getlocale()[0] or "").lower().startswith("ko") else "en"


@functools.cache
def _flat(lang: Lang) -> Mapping[str, str]:
    data = tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8"))
    return dict(_leaves("", data))


def _leaves(prefix: str, data: dict[str, Any]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, value in data.items():
        name = f"{prefix}{key}"
        out += _leaves(f"{name}.", value) if isinstance(value, dict) else [(name, value)]
    return out


def keys(lang: Lang) -> Mapping[str, str]:
    """Every key and its sentence, for the test that compares the languages."""
    return _flat(lang)


def say(key: str, lang: Lang, /, **params: object) -> str:
    """The sentence under `key`, filled in."""
    return as_run(_flat(lang)[key].format(**params))


def everywhere(key: str, /, **params: object) -> Text:
    return {lang: say(key, lang, **params) for lang in LANGS}


def sentence(finding: Finding, lang: Lang) -> str:
    """What happened, in one sentence."""
    return say(f"finding.{finding.kind}", lang, **cast(Mapping[str, object], finding.params))


def note_text(note: Note, lang: Lang) -> str:
    """What was noticed about a submission's files, in one sentence."""
    return say(f"note.{note.key}", lang, **cast(Mapping[str, object], note.params))


def message(finding: Finding, mistakes: Mapping[str, Mistake]) -> Text:
    """What happened and, where the mistake is known, its likely cause: the `message` of a result."""
    cause = likely(finding, mistakes)
    return {lang: " ".join([sentence(finding, lang), *([cause[lang]] if cause else [])]) for lang in LANGS}


def likely(finding: Finding, mistakes: Mapping[str, Mistake]) -> Text | None:
    """The likely cause: a function that is called and fails its own checks, else the known mistake, else a general cause."""
    if finding.helper:
        return everywhere("finding.helper", other=finding.helper)
    mistake = mistakes.get(finding.mistake or "")
    if mistake:
        return mistake.cause
    return everywhere(f"cause.{finding.cause}", **finding.params) if finding.cause else None
