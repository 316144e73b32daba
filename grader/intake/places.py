"""Where a line of an exercise's source really is: in the file that was handed in, or in a cell of a notebook."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A line as it is shown to a person."""

    file: str
    """`exercises/week12/ex3_data.py`, `kim/lab.ipynb, cell 2`, `In[3]`; empty where no file can be named."""
    line: int
    """Counted in that file or cell; 0 where none is known."""


@dataclass(frozen=True)
class Stretch:
    """Lines of a source that stand one below the other in one cell."""

    first: int
    """The first of them in the source."""
    cell: int
    """Number of the cell; 0 where the lines are in none."""
    line: int
    """The first of them in the cell."""


@dataclass(frozen=True)
class Origin:
    """What a file of source was made from. Lines are claims of the student's side: any number gets an answer."""

    path: str
    """The file as it was handed in, below the folder of its submission; empty for the cells of a running kernel."""
    cells: tuple[Stretch, ...] = ()
    """For a source that was made from cells, in the order of its lines."""

    def place(self, folder: str, line: int) -> Place:
        """Where `line` of the source is; `folder` is the submission's as it is shown."""
        file = "/".join(filter(None, (folder, self.path))) if self.path else ""
        if not self.cells or line < 1:
            return Place(file, line)
        at = bisect.bisect_right(self.cells, line, key=lambda stretch: stretch.first) - 1
        if at < 0 or not self.cells[at].cell:
            return Place(file, 0)
        found = self.cells[at]
        cell = f"{file}, cell {found.cell}" if file else f"In[{found.cell}]"
        return Place(cell, found.line + line - found.first)


def line_by_line(places: Iterable[tuple[int, int]]) -> tuple[Stretch, ...]:
    """A stretch for each line of a source, from the cell of each line and its line in that cell."""
    return tuple(Stretch(first, *place) for first, place in enumerate(places, 1))
