"""The stages of a week, found by looking: an exercise whose folder has a `full.py` has one.

weeks/week12/ex6_detect/full.py     `run(stage)`, and for the estimate of time `work(plan)` or `seconds(plan)`
weeks/week12/ex6_detect/full.toml   where there is one: files that it cannot do without, sentences and columns
weeks/week12/full.toml              the list of files, and words of several stages

Reading them imports nothing of the week: that is for the other process, which has torch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.core.content import Both, Content, read_toml
from grader.core.errors import GraderFault
from grader.core.model import LANGS, Exercise, Lang, Week
from grader.full.files import File, FileList, nearest, select

STAGE = "full.py"
WORDS = "full.toml"


class StageWordsTable(Content, frozen=True):
    """`full.toml` of an exercise."""

    needs: tuple[str, ...] = ()
    """Files of the list, by name, without which there is nothing to run. Empty: any one of its files will do."""
    sentence: Mapping[str, Both] = {}
    column: Mapping[str, Both] = {}


@dataclass(frozen=True)
class WeekStage:
    """The stage of one exercise, as the week's folder has it."""

    exercise: Exercise
    path: Path
    needs: tuple[str, ...]
    sentences: Mapping[str, Both]
    columns: Mapping[str, Both]

    @property
    def short(self) -> str:
        return self.exercise.short

    def sentence(self, key: str, lang: Lang, params: Mapping[str, str]) -> str:
        """The sentence, filled in. Raises GraderFault when it is missing, or not filled by `params` in every language."""
        try:
            said = {one: self._word("sentence", self.sentences, key, one).format(**params) for one in LANGS}
        except (KeyError, IndexError, ValueError) as error:
            raise GraderFault(
                f"{self.path}: the sentence {key} is told without {error}, or is broken"
            ) from None
        return said[lang]

    def column(self, key: str, lang: Lang) -> str:
        """The head of a column. `key` is a key of the week's, or `=` and the text itself. Raises GraderFault."""
        return key[1:] if key.startswith("=") else self._word("column", self.columns, key, lang)

    def _word(self, table: str, words: Mapping[str, Both], key: str, lang: Lang) -> str:
        if key not in words:
            raise GraderFault(f"{self.path.with_name(WORDS)}: {table}: no {key}; {nearest(key, words)}")
        return words[key].text[lang]

    def possible(self, own: Iterable[File], wanted: Iterable[File]) -> bool:
        """Whether the stage has something to run on. own: the files of the week; wanted: those of this run."""
        there = {f.name for f in select(wanted, [self.short])}
        uses_files = bool(select(own, [self.short]))
        return set(self.needs) <= there and (bool(there) or not uses_files)


def find_stages(week: Week, own: FileList) -> list[WeekStage]:
    """The week's stages in the order of its exercises. Raises GraderFault where one's words are at fault."""
    found = [e for e in week.exercises if (week.folder / e.name / STAGE).is_file()]
    return [_read(week, exercise, own) for exercise in found]


def _read(week: Week, exercise: Exercise, own: FileList) -> WeekStage:
    folder = week.folder / exercise.name
    words = folder / WORDS
    table = read_toml(words, StageWordsTable) if words.is_file() else StageWordsTable()
    used = [f.name for f in select(own.file, [exercise.short])]
    for name in table.needs:
        if name not in used:
            raise GraderFault(f"{words}: needs: {name} is no file of {exercise.short}; {nearest(name, used)}")
    return WeekStage(
        exercise,
        folder / STAGE,
        table.needs,
        {**own.sentence, **table.sentence},
        {**own.column, **table.column},
    )
