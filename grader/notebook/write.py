"""`grader notebook`: the exercises of a week as Jupyter notebooks, one cell for each function and a check below it.

A notebook is made from the student's own file, so that what was written comes along. The same file gives the same
notebook, byte for byte. nbformat, which an extra brings, makes the structure and validates it.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console

from grader.core.errors import UsageError
from grader.core.files import write
from grader.core.messages import everywhere, say
from grader.core.model import LANGS, Exercise, Lang, Text, Week
from grader.core.stub import FileAction, back_up
from grader.core.target import parse_target
from grader.core.week import load_week
from grader.core.workspace import Workspace, find_workspace


@dataclass(frozen=True)
class DraftCell:
    """One cell before it is in a notebook."""

    kind: str
    """`markdown` or `code`."""
    id: str
    source: str


@dataclass(frozen=True)
class NotebookOptions:
    """What the command line of `grader notebook` says."""

    week: str
    target: str = ""
    out: Path | None = None
    force: bool = False


def write_notebooks(options: NotebookOptions, console: Console, lang: Lang) -> int:
    """Write the notebooks; returns 1 when one that is there already was left alone. All are made before one is written."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    target = parse_target(week, options.target)
    library = nbformat()
    folder = (options.out or workspace.root / "notebooks" / week.name).absolute()
    made = {
        folder / f"{exercise.name}.ipynb": to_text(
            cells(_source(workspace, week, exercise), exercise, week), library
        )
        for exercise in week.exercises
        if target.exercise in ("", exercise.name)
    }
    actions = []
    for path, text in made.items():
        action, backup = _put(path, text, workspace.backups, force=options.force)
        actions.append(action)
        shown = {"path": workspace.short(path), "backup": workspace.short(backup) if backup else ""}
        console.print(" " + say(f"notebook.{action}", lang, **shown), markup=False, soft_wrap=True)
    console.print(
        " " + say("notebook.open", lang, week=week.name, folder=workspace.short(folder)),
        markup=False,
        soft_wrap=True,
    )
    return 1 if FileAction.LEFT in actions else 0


def nbformat() -> ModuleType:
    """The library. Raises UsageError when the extra is not installed."""
    try:
        import nbformat
    except ImportError:
        raise UsageError("no_extra", extra="notebook") from None
    return nbformat


def _source(workspace: Workspace, week: Week, exercise: Exercise) -> str:
    """The student's file; the stub where there is none. Raises UsageError when it is not UTF-8 or not Python."""
    path = workspace.exercises(week.name) / exercise.filename
    path = path if path.is_file() else week.stub(exercise.name)
    try:
        text = path.read_bytes().decode("utf-8-sig")
        ast.parse(text)
    except UnicodeDecodeError:
        raise UsageError("notebook_encoding", path=path) from None
    except (SyntaxError, ValueError) as error:
        raise UsageError(
            "notebook_syntax", path=path, line=getattr(error, "lineno", 1) or 1, text=error
        ) from None
    return re.sub(r"\r\n?", "\n", text)


def _put(path: Path, text: str, backups: Path, *, force: bool) -> tuple[FileAction, Path | None]:
    """Write one notebook. Returns what was done, and the backup where one was made. Raises UsageError."""
    try:
        if not path.exists():
            write(path, text)
            return FileAction.WRITTEN, None
        if path.is_file() and path.read_bytes() == text.encode():
            return FileAction.UNCHANGED, None
        if not force:
            return FileAction.LEFT, None
        backup = back_up(path, backups)
        write(path, text)
        return FileAction.FORCED, backup
    except OSError as error:
        raise UsageError("cannot_write", path=path, reason=error.strerror or type(error).__name__) from None


# ---- from a file to cells ------------------------------------------------------------------------------------------


def cells(source: str, exercise: Exercise, week: Week) -> list[DraftCell]:
    """The cells of one exercise: what it is about, set-up, imports, then each function with its check."""
    titles = {function.name: function.title for function in exercise.functions}
    setup = string.Template(
        (Path(__file__).resolve().parent / "setup.py.tmpl").read_text(encoding="utf-8")
    ).substitute(week=week.name)
    address = f"{week.name}.{exercise.short}"
    out = [
        DraftCell("markdown", "about", _about(source)),
        DraftCell("markdown", "how", _both(everywhere("notebook.how"))),
        DraftCell("code", "setup", setup.rstrip()),
    ]
    for number, (name, comment, code) in enumerate(_pieces(source)):
        if name in titles:
            said = "\n".join(line.lstrip("#").strip() for line in comment.split("\n"))
            out += [
                DraftCell(
                    "markdown", f"about-{name}", f"## `{name}`\n\n{_both(titles[name])}\n\n{said}".strip()
                ),
                DraftCell("code", name, code),
                DraftCell("code", f"check-{name}", f'check("{address}.{name}")'),
            ]
        else:
            out.append(DraftCell("code", name or f"code-{number}", f"{comment}\n{code}".strip("\n")))
    out.append(
        DraftCell("markdown", "about-all", f"## {exercise.name}\n\n{_both(everywhere('notebook.whole'))}")
    )
    out.append(DraftCell("code", "check-all", f'check("{address}")'))
    out.append(DraftCell("markdown", "about-saved", _both(everywhere("notebook.saved"))))
    out.append(DraftCell("code", "check-saved", f'check("{address}", file="{exercise.name}.ipynb")'))
    return out


def _both(text: Text) -> str:
    return "  \n".join(text[lang] for lang in LANGS)


def _about(source: str) -> str:
    """The module's docstring, its first line as the heading."""
    head, _, rest = (ast.get_docstring(ast.parse(source)) or "").partition("\n")
    return f"# {head}\n{rest}".rstrip()


def _pieces(source: str) -> Iterator[tuple[str, str, str]]:
    """Name of a function ("" for other code), the comment right above it, and the code; in the order of the file."""
    lines = source.split("\n")
    tree = ast.parse(source)
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    at = (tree.body[0].end_lineno or 0) if len(body) < len(tree.body) else 0
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
        begin = first
        while begin > at and lines[begin - 1].startswith("#"):
            begin -= 1
        if before := "\n".join(lines[at:begin]).strip("\n"):
            yield "", "", before
        at = node.end_lineno or first
        yield node.name, "\n".join(lines[begin:first]), "\n".join(lines[first:at])
    if after := "\n".join(lines[at:]).strip("\n"):
        yield "", "", after


def to_text(cells: list[DraftCell], library: Any) -> str:
    """The notebook as JSON, valid, without outputs."""
    make = {"markdown": library.v4.new_markdown_cell, "code": library.v4.new_code_cell}
    seen: dict[str, int] = {}
    book = library.v4.new_notebook(
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in cells:
        seen[cell.id] = seen.get(cell.id, 0) + 1  # a function may be defined twice
        id = cell.id[:60] if seen[cell.id] == 1 else f"{cell.id[:56]}-{seen[cell.id]}"
        book.cells.append(make[cell.kind](cell.source, id=re.sub(r"[^A-Za-z0-9_-]", "-", id)))
    library.validate(book)
    text: str = library.writes(book, version=4)
    return text.rstrip("\n") + "\n"
