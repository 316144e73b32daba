"""One source: `# BEGIN SOLUTION` ... `# END SOLUTION` in solutions/ becomes `raise NotImplementedError(...)` in exercises/.

What was written last is kept beside the exercise's checks (`stub.py.txt`). It tells a student's edits from ours, and lets
a stub be restored where there are no solutions.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from grader.core.errors import UsageError
from grader.core.model import Week
from grader.core.stub import FileAction, back_up, put_text, read_text, stub_message
from grader.core.workspace import Workspace

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
_LOOKS_LIKE = re.compile(r"#[\W_]*(BEGIN|END)[\W_]*SOLUTION", re.IGNORECASE)


def make_stub(source: str, *, exercise: str, path: Path) -> str:
    """The student's file: every region replaced by a raise that names its function.

    Raises UsageError with file and line when a marker is nested, unclosed, stray or misspelt, or not in a function.
    """
    owners = _owners(source, path)
    out: list[str] = []
    raises: dict[int, int] = {}
    opened = 0
    for number, line in enumerate(_lines(source), 1):
        mark = line.strip()
        if mark not in (BEGIN, END):
            if _LOOKS_LIKE.search(line):
                raise _broken(path, number, "misspelt")
            if not opened:
                out.append(line)
        elif mark == BEGIN:
            if opened:
                raise _broken(path, number, "nested")
            if number not in owners:
                raise _broken(path, number, "outside")
            opened = number
            indent = line[: len(line) - len(line.lstrip())]
            raises[len(out) + 1] = number
            out.append(f'{indent}raise NotImplementedError("{stub_message(exercise, owners[number])}")')
        else:
            if not opened:
                raise _broken(path, number, "stray")
            if owners.get(opened) != owners.get(number):
                raise _broken(path, opened, "unclosed")
            opened = 0
    if opened:
        raise _broken(path, opened, "unclosed")
    text = "\n".join(out) + "\n"
    try:
        ast.parse(text)
    # a region is not a function's statements, but for example a part of its signature
    except SyntaxError as error:
        before = [line for at, line in raises.items() if at <= (error.lineno or 1)] or list(raises.values())
        raise _broken(path, before[-1], "outside") from None
    return text


def _lines(source: str) -> list[str]:
    """The lines as Python counts them: a form feed or U+2028 inside a text ends none."""
    return re.split(r"\r\n|\r|\n", source.rstrip("\r\n"))


def _owners(source: str, path: Path) -> dict[int, str]:
    """Line number to the name of the top-level function that it lies in."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise UsageError("solution_syntax", path=path, line=error.lineno or 1, text=error.msg) from None
    owners: dict[int, str] = {}
    lines = _lines(source)
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    for node in functions:
        end = node.end_lineno or node.lineno
        while end < len(lines) and (not lines[end].strip() or lines[end][:1].isspace()):
            end += 1  # a marker in the last line is a comment, which the parser leaves out
        owners |= dict.fromkeys(range(node.lineno, end + 1), node.name)
    return owners


def _broken(path: Path, line: int, what: str) -> UsageError:
    return UsageError(f"marker_{what}", path=path, line=line)


@dataclass(frozen=True)
class Synced:
    """What happened to one student file."""

    path: Path
    action: FileAction
    backup: Path | None = None


def write_stubs(week: Week, workspace: Workspace, *, force: bool = False) -> list[Synced]:
    """Write a stub for every solution; all of them are read before anything is written.

    A student file that differs from the last stub is edited: it is left alone, or, with `force`, kept under `backups`.
    """
    solutions = workspace.solutions(week.name)
    stubs = {
        path.stem: make_stub(_solution(path), exercise=path.stem, path=path)
        for path in sorted(solutions.glob("*.py"))
    }
    if not stubs:
        raise UsageError("no_solutions", path=solutions)
    folder = workspace.exercises(week.name)
    return [
        _write(folder / f"{name}.py", text, week.stub(name), workspace.backups, force)
        for name, text in stubs.items()
    ]


def _solution(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError("solution_encoding", path=path, line=line) from None


def _write(target: Path, text: str, kept: Path, backups: Path, force: bool) -> Synced:
    now, stored = read_text(target), read_text(kept)
    edited = now is not None and now not in (text, stored)
    if stored != text:
        put_text(kept, text)  # also beside an edited file: `reset` then restores the newest stub
    if edited and not force:
        return Synced(target, FileAction.LEFT)
    backup = back_up(target, backups) if edited else None
    if now != text:
        put_text(target, text)
    if backup:
        return Synced(target, FileAction.FORCED, backup)
    return Synced(target, FileAction.UNCHANGED if now == stored == text else FileAction.WRITTEN)
