"""A notebook as Python source: its code cells, one after the other, without what only Jupyter understands.

The file is read as plain JSON (nbformat 3 and 4): nbformat itself is an optional extra, validates far more than is needed
here, and has no caps. Nothing is run, and a cell that is not Python costs only itself, as it did in Jupyter.
"""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from grader.intake.places import Stretch
from grader.intake.submission import FILE_CAP

VALUES = 1_000_000
"""Cap on the values in the files. A picture is one value; 16 MB of empty lists are five million, and half a gigabyte."""
CELLS = 10_000
CODE = 2 << 20
PARSED = 128 << 10
"""Caps on the source that is read (bytes) and that is parsed (characters): crafted source takes ten seconds a megabyte."""
CELL_CAP = 64 << 10
"""A longer cell is taken unparsed: a syntax tree takes a thousand times the bytes of its source."""
BOM = b"\xef\xbb\xbf"
KEEPS = frozenset({"time", "timeit", "capture", "prun", "memit"})
"""Cell magics that run their cell as Python, here and now. All others hand it to something else."""

_DEF = re.compile(r"^(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)
_MAGIC = re.compile(r"[%!?]|[\w.\[\], ]+=[ \t]*[%!]|[\w.*]+\?{1,2}\Z")
"""What Jupyter takes at the beginning of a statement, where none of it is Python: `%cd x`, `!ls`, `?f`, `a = !ls`, `f??`."""
_FUTURE = re.compile(r"from\s+__future__\s+import\s+[\w, ]+\Z")
_TOKEN = re.compile(r"#.*|[rRbBuUfF]{0,3}(\"\"\"|'''|\"|')|[()\[\]{}]")
_END = {
    quotes: re.compile(rf"(?:[^\\{quotes[0]}]++|\\.|(?!{quotes}){quotes[0]})*+{quotes}", re.DOTALL)
    for quotes in ('"""', "'''", '"', "'")
}
"""The rest of a string. The quantifiers are possessive, so that what does not match is given up at once."""


class NotANotebook(ValueError):
    """The file is no notebook, or one that would take too long to read."""


class TooMuchCode(NotANotebook):
    """More source than a submission may have."""


@dataclass(frozen=True)
class Notebook:
    code: bytes
    """UTF-8."""
    functions: frozenset[str]
    """Names of the functions that its cells define at the top level."""
    dropped: int = 0
    """Lines and cells that are not Python but Jupyter's: magics, shell commands, help."""
    broken: tuple[int, ...] = ()
    """Code cells, counted from 1, that have a syntax error and are left out. Functions in them count as defined."""
    cells: tuple[Stretch, ...] = ()
    """Where the lines of `code` come from."""


class NotebookReader:
    """Reads the notebooks of one submission. The caps hold for all of them together."""

    def __init__(self) -> None:
        self._values = VALUES
        self._cells = CELLS
        self._code = CODE
        self._parsed = PARSED

    def read(self, data: bytes) -> Notebook:
        """Read one. Raises UnicodeDecodeError when it is not UTF-8, NotANotebook when anything else is wrong."""
        text = data.removeprefix(BOM).decode("utf-8")
        self._values -= sum(map(data.count, (b"[", b"{", b",")))
        if self._values < 0:
            raise NotANotebook("too many values")
        try:
            sources = list(_sources(json.loads(text)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise NotANotebook(f"{type(error).__name__}: {error}"[:200]) from None
        self._cells -= len(sources)
        if self._cells < 0:
            raise NotANotebook("too many cells")
        size = sum(len(source.encode("utf-8")) for source in sources)
        self._code -= size
        if size > FILE_CAP or self._code < 0:
            raise TooMuchCode("too much code")
        book = self._joined(sources)
        if len(book.code) > FILE_CAP:
            raise TooMuchCode("too much code")
        return book

    def _joined(self, sources: list[str]) -> Notebook:
        pieces: list[str] = []
        future: list[tuple[str, int, int]] = []  # the line, its cell, and its place in the cell
        starts: list[tuple[int, int]] = []  # where each cell begins among the pieces
        functions: set[str] = set()
        broken: list[int] = []
        dropped = 0
        for number, source in enumerate(sources, 1):
            lines, count = without_magics(source)
            names = self._functions("\n".join(lines))
            if names is None and count:  # perhaps the cell was Python as it stood
                lines, count = source.split("\n"), 0
                names = self._functions(source)
            dropped += count
            if names is None:
                broken.append(number)
                functions |= set(_DEF.findall(source))
                continue
            functions |= names
            future += [(line, number, at) for at, line in enumerate(lines, 1) if _FUTURE.match(line)]
            starts.append((len(pieces) + 2, number))
            pieces += [f"# cell {number}", *("" if _FUTURE.match(line) else line for line in lines), ""]
        code = "\n".join([*(line for line, _, _ in future), *pieces]).encode("utf-8")
        moved = [Stretch(first, cell, at) for first, (_, cell, at) in enumerate(future, 1)]
        stayed = [Stretch(len(future) + first, cell, 1) for first, cell in starts]
        return Notebook(code, frozenset(functions), dropped, tuple(broken), (*moved, *stayed))

    def _functions(self, source: str) -> set[str] | None:
        """The functions that a cell defines, or None when it is not Python."""
        if len(source) > min(CELL_CAP, self._parsed):
            return set(_DEF.findall(source))
        self._parsed -= len(source)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about a student's "\d"
                tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return {node.name for node in tree.body if isinstance(node, kinds)}


def _sources(book: Any) -> Iterator[str]:
    """The text of every code cell. Raises one of several errors when the structure is not a notebook's."""
    version = book["nbformat"]
    if version not in (3, 4):
        raise NotANotebook(f"nbformat {version!r:.20}")
    sheets = [book] if version == 4 else book["worksheets"]
    cells = [cell for sheet in sheets for cell in sheet["cells"]]
    for cell in cells:
        if cell["cell_type"] == "code":
            source = cell["source" if version == 4 else "input"]
            text = source if isinstance(source, str) else "".join(source)
            text.encode("utf-8")  # raises for half a surrogate pair: JSON can hold it, a source file cannot
            yield re.sub(r"\r\n?", "\n", text)


# ---- what only Jupyter understands ------------------------------------------------------------------------------------


def without_magics(source: str) -> tuple[list[str], int]:
    """The cell's lines, with `pass` in place of what Jupyter would run, and the number of such places."""
    lines = source.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        words = lines[first][2:].split()
        if not words or words[0] not in KEEPS:
            return ["pass"], 1
        lines[first] = "pass"
        rest, count = _replaced(lines)
        return rest, count + 1
    return _replaced(lines)


def _replaced(lines: list[str]) -> tuple[list[str], int]:
    """Replace magics only where a statement begins, not where a string, a bracket or a backslash goes on."""
    out: list[str] = []
    count = 0
    quotes, depth, magic, goes_on = "", 0, False, False
    for line in lines:
        if magic:  # a shell command's next line
            out.append("#")
        elif not quotes and not depth and not goes_on and _MAGIC.match(line.strip()):
            out.append(f"{line[: len(line) - len(line.lstrip())]}pass  # {line.strip()}")
            count += 1
            magic = True
        else:
            out.append(line)
            quotes, depth = _scanned(line, quotes, depth)
        goes_on = line.endswith("\\")
        magic = magic and goes_on
    return out, count


def _scanned(line: str, quotes: str, depth: int) -> tuple[str, int]:
    """Which string is open at the end of the line, and how many brackets are."""
    at = 0
    while at < len(line):
        if quotes:
            end = _END[quotes].match(line, at)
            if end is None:
                return (quotes if len(quotes) == 3 or line.endswith("\\") else ""), depth
            quotes, at = "", end.end()
            continue
        token = _TOKEN.search(line, at)
        if token is None or token[0].startswith("#"):
            break
        at = token.end()
        if token[1]:
            quotes = token[1]
        else:
            depth = max(depth + (1 if token[0] in "([{" else -1), 0)
    return quotes, depth
