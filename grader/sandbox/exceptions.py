"""An exception on the student's side as capped text: its type, its message, and the student's own lines."""

from __future__ import annotations

import contextlib
import difflib
import linecache
import traceback
from pathlib import Path

from grader.sandbox.protocol import ErrorInfo

TEXT_CAP = 2000
FRAME_CAP = 6


def describe(error: BaseException, kind: str, scratch: Path) -> ErrorInfo:
    """What the examiner is told of an exception. scratch: the folder of the student's files. Never raises."""
    caret = ""
    frames = _frames(error, scratch)
    if isinstance(error, SyntaxError) and error.filename and error.filename.startswith(str(scratch)):
        frames = [(Path(error.filename).name, error.lineno or 1, "", (error.text or "").rstrip()[:200])]
        if kind == "raised" and error.text:
            kind = "syntax"
            column = max((error.offset or 1) - 1, 0)
            line = error.text.expandtabs(1).rstrip()
            indent = len(line) - len(line.lstrip())
            caret = f"{line.strip()[:200]}\n{' ' * max(column - indent, 0)}^"
    return ErrorInfo(kind, _text(type(error).__name__, 80), _text(error) + _near(error), frames, caret)


def _frames(error: BaseException, scratch: Path) -> list[tuple[str, int, str, str]]:
    frames = []
    with contextlib.suppress(Exception):
        for f, line in traceback.walk_tb(error.__traceback__):
            path = f.f_code.co_filename
            if path.startswith(str(scratch)):
                source = linecache.getline(path, line).strip()[:200]
                frames.append((Path(path).name, line, f.f_code.co_name[:80], _text(source)))
    return frames[-FRAME_CAP:]


def _text(value: object, cap: int = TEXT_CAP) -> str:
    """`str(value)` that cannot fail: a student's class may raise in `__str__`."""
    try:
        text = str(value)
    except BaseException as error:
        text = f"<str() raised {type(error).__name__}>"
    return text[:cap].encode("utf-8", "backslashreplace").decode()


def _near(error: BaseException) -> str:
    """Python's own "Did you mean", which is no part of an exception's text; "" where no name is near."""
    with contextlib.suppress(Exception):
        wrong = getattr(error, "name", None)
        names: set[str] = set()
        if isinstance(error, AttributeError):
            names = set(dir(error.obj))
        elif isinstance(error, NameError) and error.__traceback__:
            frame = [f for f, _ in traceback.walk_tb(error.__traceback__)][-1]
            names = {*frame.f_locals, *frame.f_globals, *frame.f_builtins}
        if isinstance(wrong, str) and (near := difflib.get_close_matches(wrong, names, 1, 0.7)):
            return f". Did you mean: {_text(near[0], 80)!r}?"
    return ""
