"""One source: `# BEGIN SOLUTION` ... `# END SOLUTION` in solutions/ becomes `raise NotImplementedError(...)` in exercises/.

What was written last is kept beside the week's checks (`stubs/`), so that a student's edits are told from ours, and a
stub can be restored where there are no solutions.
"""

from __future__ import annotations

import ast
import re
import time
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
_LOOKS_LIKE = re.compile(r"#[\W_]*(BEGIN|END)[\W_]*SOLUTION", re.IGNORECASE)


def stub_message(exercise: str, function: str) -> str:
    """What the stub's NotImplementedError says: `ex6_detect.filter_detections`."""
    return f"{exercise}.{function}"


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
    except (
        SyntaxError
    ) as error:  # a region that is not a function's statements, such as a part of its signature
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


def parameters(signature: str) -> list[str]:
    """`["logits", "labels", "k"]` of `top_k(logits, labels, k=5)`."""
    tree = ast.parse(f"def {signature}: pass").body[0]
    assert isinstance(tree, ast.FunctionDef)
    return [a.arg for a in tree.args.args]


@dataclass(frozen=True)
class Synced:
    """What happened to one student file."""

    path: Path
    action: str
    """`written`, `unchanged`, `edited` (left alone) or `forced` (overwritten, with a backup)."""
    backup: Path | None = None


def sync(
    solutions: Path, exercises: Path, store: Path, backups: Path, *, force: bool = False
) -> list[Synced]:
    """Write a stub for every solution; all of them are read before anything is written.

    A student file that differs from the last stub is edited: it is left alone, or, with `force`, kept under `backups`.
    """
    stubs = {
        path.name: make_stub(_solution(path), exercise=path.stem, path=path)
        for path in sorted(solutions.glob("*.py"))
    }
    if not stubs:
        raise UsageError("no_solutions", path=solutions)
    return [
        _write(exercises / name, text, store / f"{name}.txt", backups, force) for name, text in stubs.items()
    ]


def _solution(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError("solution_encoding", path=path, line=line) from None


def _write(target: Path, text: str, kept: Path, backups: Path, force: bool) -> Synced:
    now, stored = _read(target), _read(kept)
    edited = now is not None and now not in (text, stored)
    if stored != text:
        _put(kept, text)  # also beside an edited file, which `reset` turns into the stub of today
    if edited and not force:
        return Synced(target, "edited")
    backup = back_up(target, backups) if edited else None
    if now != text:
        _put(target, text)
    changed = now != text or stored != text
    return Synced(target, "forced" if backup else "written" if changed else "unchanged", backup)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _read(path: Path) -> str | None:
    """Text with `\\n` line ends (a checkout may have `\\r\\n`); None when there is no such file."""
    try:
        return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return None


def back_up(path: Path, backups: Path) -> Path:
    """Copy a file to `backups/<name>-<time>.py`, never over another one."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    target = backups / path.parent.name / f"{path.stem}-{stamp}{path.suffix}"
    serial = 1
    while target.exists():
        serial += 1
        target = target.with_name(f"{path.stem}-{stamp}-{serial}{path.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(path.read_bytes())
    return target


def reset(target: Path, store: Path, backups: Path) -> tuple[Path | None, bool]:
    """Put the stub back. Returns where the student's file was kept (None when there was none) and whether it changed."""
    text = _read(store / f"{target.name}.txt")
    if text is None:
        raise UsageError("no_stub", path=target.name)
    if _read(target) == text:
        return None, False
    backup = back_up(target, backups) if target.exists() else None
    _put(target, text)
    return backup, True
