"""Whether a solution can be found in what students get: every function body of two or more statements is looked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.authoring.stubs import BEGIN, END

_COMMENT = re.compile(r"(?:^|\s)#.*$")


def leaks(files: Mapping[str, bytes], solutions: Path) -> list[tuple[str, str]]:
    """Path and function, for each body of `solutions/*.py` that stands in one of the files."""
    wanted = [
        one for path in sorted(solutions.glob("*.py")) for one in bodies(path.stem, path.read_text("utf-8"))
    ]
    out = []
    for name, data in files.items():
        try:
            text = f"\n{normalised(data.decode('utf-8'))}\n"
        except UnicodeDecodeError:
            continue  # a picture or weights
        out += [(name, function) for function, body in wanted if f"\n{body}\n" in text]
    return out


def bodies(exercise: str, source: str) -> Iterator[tuple[str, str]]:
    """`ex6_detect.nms` and its normalised solution, for each region of two or more statements."""
    lines = source.split("\n")
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        marks = [i for i in range(node.lineno, len(lines)) if lines[i].strip() in (BEGIN, END)]
        for begin, end in zip(marks[::2], marks[1::2], strict=False):
            inside = [s for s in node.body if begin < s.lineno - 1 < end]
            if len(inside) >= 2 and begin < (node.end_lineno or 0):
                yield f"{exercise}.{node.name}", normalised("\n".join(lines[begin + 1 : end]))


def normalised(text: str) -> str:
    """Lines without comments, indentation and runs of spaces; empty ones are left out."""
    lines = (" ".join(_COMMENT.sub("", line).split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
