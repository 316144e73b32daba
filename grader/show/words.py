"""The words of a week's pictures, in Korean and English: `pictures.toml` beside the pictures of each exercise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec

from grader.core.content import Both, Content, Line, read_toml
from grader.core.model import Lang, Text, Week
from grader.core.target import Target

FILE = "pictures.toml"


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


class PictureTable(Content, frozen=True):
    """`[picture.NAME]`"""

    title: Both
    caption: Both
    functions: Annotated[tuple[Line, ...], msgspec.Meta(min_length=1)]


class PicturesTable(Content, frozen=True):
    """`pictures.toml` of an exercise; of the week, where it has only labels."""

    picture: Mapping[str, PictureTable] = {}
    label: Mapping[str, Both] = {}


def load_words(week: Week) -> Words:
    """Read `pictures.toml` of a week and of its exercises; empty when there are none. Raises GraderFault."""
    pictures: dict[str, PictureWords] = {}
    labels: dict[str, Text] = {}
    for place in ("", *(e.name for e in week.exercises)):
        path = week.folder / place / FILE
        if path.is_file():
            table = read_toml(path, PicturesTable)
            labels |= {key: both.text for key, both in table.label.items()}
            pictures |= {
                f"{place}.{name}": PictureWords(one.title.text, one.caption.text, one.functions)
                for name, one in table.picture.items()
            }
    return Words(pictures, labels)
