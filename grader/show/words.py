"""The words of a week's pictures: `weeks/week12/show.toml`, in Korean and English, with equal placeholders."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.core.errors import GraderFault
from grader.core.model import LANGS, Lang, Text
from grader.core.target import Target

FILE = "show.toml"


@dataclass(frozen=True)
class PictureWords:
    """What is said about one picture."""

    title: Text
    caption: Text
    """What the picture shows, or will show, and what to look at."""
    functions: tuple[str, ...]
    """The student's functions that it is made with, `exercise.function` when they are not of the picture's own exercise."""


@dataclass(frozen=True)
class Words:
    """All that a week's pictures say."""

    pictures: Mapping[str, PictureWords]
    """`ex1_preprocess.transform` to its words, in the order in which they are shown."""
    labels: Mapping[str, Text]

    def label(self, key: str, lang: Lang, **params: object) -> str:
        """The label under `key`, filled in."""
        return self.labels[key][lang].format(**params)


def wanted(words: Words, target: Target) -> list[str]:
    """The ids of the pictures that `target` names: of an exercise, or made with a function."""
    names = []
    for id, entry in words.pictures.items():
        exercise = id.partition(".")[0]
        if target.exercise in ("", exercise) and (not target.function or target.function in entry.functions):
            names.append(id)
    return names


def load_words(folder: Path) -> Words:
    """Read `show.toml` of a week's folder; empty when the week has none. Raises GraderFault when it is no such file."""
    path = folder / FILE
    if not path.is_file():
        return Words({}, {})
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        labels = {key: _text(value) for key, value in data.pop("label", {}).items()}
        pictures = {
            f"{exercise}.{name}": _entry(entry)
            for exercise, entries in data.items()
            for name, entry in entries.items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GraderFault(f"{path}: {type(error).__name__}: {error}") from error
    return Words(pictures, labels)


def _entry(data: dict[str, Any]) -> PictureWords:
    return PictureWords(_text(data["title"]), _text(data["caption"]), tuple(data["functions"]))


def _text(data: dict[str, str]) -> Text:
    if set(data) != set(LANGS) or not all(data.values()):
        raise ValueError(f"needs a text in each of {', '.join(LANGS)}: {data}")
    return {lang: data[lang] for lang in LANGS}
