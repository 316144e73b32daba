"""Wrong solutions: functions marked `@wrong(...)` in `tests/content/WEEK/wrong/EXERCISE.py`, and the reader of these files.

    @wrong(caught="several_images, one_image", mistake="argmax_dim_0")
    def predict_labels__dim_0(logits, labels):
        "argmax(0) goes down the batch instead of along the classes"
        best = logits.argmax(0)
        return [labels[i] for i in best.tolist()]

is a wrong `predict_labels`. Added to the complete solution, without its decorator and docstring, it replaces the right one.
The files are never imported, since they hold code that is wrong on purpose: they are parsed, and what is graded is cut out
of their text. A class or a value at the top of a file goes along with the functions that use it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from grader.core.files import PACKAGE
from grader.core.model import Week

TESTS = PACKAGE.parent / "tests"
"""Where a week's wrong and right solutions lie, in the repository of whoever writes it."""
F = TypeVar("F")
MARKER = "grader.audit.wrong"
"""What these files import `wrong` from."""


def wrong(
    *, caught: str, mistake: str = "", may_name: tuple[str, ...] = (), named: bool = True
) -> Callable[[F], F]:
    """Mark a wrong solution of the function whose name is before `__`.

    caught:   the checks that must fail, comma separated: `several_images`, or `ex2_classify.forward.device` of another
              function of the exercise.
    mistake:  the known mistake that it is. One of the checks in `caught` must name it.
    may_name: every mistake that a failed check may name; without it, only `mistake`.
    named:    False where the value that comes out does not tell the mistake: no check must name it.
    """
    return lambda function: function


@dataclass(frozen=True)
class WrongSolution:
    """A function that is wrong in one way, as a file says it."""

    exercise: str
    function: str
    name: str
    """`predict_labels__dim_0`, once in an exercise."""
    what: str
    """What is wrong, in a sentence: the docstring."""
    caught: tuple[str, ...]
    """Checks that must fail, as `exercise.function.check`."""
    mistake: str
    """The name of the known mistake, or empty."""
    named: bool
    """Whether a check in `caught` must name the mistake."""
    may_name: frozenset[str]
    """No failed check may name another one."""
    text: str
    """The code that is added to the complete solution."""

    @property
    def id(self) -> str:
        return f"{self.exercise}-{self.name}"

    @property
    def alone(self) -> str:
        """The function whose checks catch it; "" where those of other functions must fail, too."""
        own = all(id.startswith(f"{self.exercise}.{self.function}.") for id in self.caught)
        return self.function if own else ""

    def added_to(self, complete: str) -> str:
        """The text of the exercise: the complete solution, and the wrong function after the right one."""
        return f"{complete}\n\n{self.text}"

    @property
    def proves(self) -> frozenset[str]:
        """The mistake that must be named, and the checks that must fail: what is tested by this one."""
        return frozenset([*self.caught, *([self.mistake] if self.named else [])])


def wrong_solutions(week: Week, tests: Path = TESTS) -> list[WrongSolution]:
    """All of a week, in the order of its exercises and of their files. Raises ValueError that names file and line."""
    files = [tests / "content" / week.name / "wrong" / exercise.filename for exercise in week.exercises]
    return [one for path in files if path.is_file() for one in read_wrong(path, week)]


def write_wrong(one: WrongSolution, solutions: Path, folder: Path) -> None:
    """Write the exercise into `folder`: the complete solution, and the wrong function after the right one."""
    complete = (solutions / f"{one.exercise}.py").read_text(encoding="utf-8")
    (folder / f"{one.exercise}.py").write_text(one.added_to(complete), encoding="utf-8")


def daily(every: Sequence[WrongSolution]) -> list[WrongSolution]:
    """Few that prove as much as all: whoever proves most of what is still missing comes next, the first of equals."""
    missing = set().union(*(one.proves for one in every))
    chosen: set[str] = set()
    while missing:
        best = max(every, key=lambda one: len(one.proves & missing))
        chosen.add(best.id)
        missing -= best.proves
    return [one for one in every if one.id in chosen]


def read_wrong(path: Path, week: Week) -> list[WrongSolution]:
    """The wrong solutions in a file. Raises ValueError, with file and line, where it is not of this form."""
    source = path.read_text(encoding="utf-8")
    return list(_Reader(path, week, source.splitlines()).read(ast.parse(source, str(path))))


@dataclass(frozen=True)
class _Reader:
    path: Path
    week: Week
    lines: list[str]

    def read(self, tree: ast.Module) -> Iterator[WrongSolution]:
        helpers: dict[str, ast.stmt] = {}
        marked: list[ast.FunctionDef] = []
        for node in tree.body[1 if ast.get_docstring(tree) else 0 :]:
            if isinstance(node, ast.ImportFrom) and node.module == MARKER:
                continue
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                marked.append(node)
            elif name := _name(node):
                self.need(name not in helpers, node, f"{name} is there twice")
                helpers[name] = node
            else:
                self.need(False, node, "not a function marked @wrong, nor a class or value that one needs")
        names = [node.name for node in marked]
        for node in marked:
            self.need(names.count(node.name) == 1, node, f"{node.name} is there twice")
            yield self.one(node, [helpers[name] for name in _used(node, helpers)])
        spare = helpers.keys() - {name for node in marked for name in _used(node, helpers)}
        for name in sorted(spare):
            self.need(False, helpers[name], f"no wrong solution uses {name}")

    def one(self, node: ast.FunctionDef, helpers: list[ast.stmt]) -> WrongSolution:
        exercise, (function, _, what) = self.path.stem, node.name.partition("__")
        functions = {f.name for f in self.week.exercise(exercise).functions}
        self.need(function in functions and what != "", node, f"{node.name} is not FUNCTION__WHAT")
        for helper in helpers:
            self.need(_name(helper) not in functions, helper, "a helper has the name of a function to write")
        words = self.words(node)
        caught = tuple(
            c if "." in c else f"{exercise}.{function}.{c}"
            for c in map(str.strip, words["caught"].split(","))
        )
        mistake, named = words.get("mistake", ""), words.get("named", True) and "mistake" in words
        may_name = words.get("may_name") or ((mistake,) if named else ())
        unknown = {*caught} - {c.id for c in self.week.checks if c.exercise == exercise}
        unknown |= {*may_name, *([mistake] if mistake else [])} - self.week.mistake_ids.keys()
        self.need(not unknown, node, f"unknown: {', '.join(sorted(unknown))}")
        self.need(not named or mistake in may_name, node, "mistake is not in may_name")
        text = "\n\n\n".join([*map(self.source, helpers), self.code(node, function)]) + "\n"
        doc = (ast.get_docstring(node) or "").strip()
        return WrongSolution(
            exercise, function, node.name, what=doc, caught=caught, mistake=mistake, named=named,
            may_name=frozenset(may_name), text=text,
        )  # fmt: skip

    def words(self, node: ast.FunctionDef) -> dict[str, Any]:
        """The arguments of the decorator. It is not called."""
        mark = node.decorator_list[0]
        self.need(
            len(node.decorator_list) == 1 and isinstance(mark, ast.Call), node, "mark it @wrong(...) only"
        )
        assert isinstance(mark, ast.Call)
        self.need(ast.unparse(mark.func) == "wrong" and not mark.args, node, "mark it @wrong(caught=...)")
        words = {word.arg or "**": ast.literal_eval(word.value) for word in mark.keywords}
        bad = words.keys() - {"caught", "mistake", "may_name", "named"}
        self.need("caught" in words and not bad, node, f"@wrong takes no {', '.join(bad)} and needs caught")
        return words

    def code(self, node: ast.FunctionDef, function: str) -> str:
        """The function under the name that it replaces, without decorator and docstring; comments and all else stay."""
        doc = node.body[0]
        self.need(
            bool(ast.get_docstring(node)) and len(node.body) > 1, node, "a docstring says what is wrong"
        )
        head = self.lines[node.lineno - 1].replace(node.name, function, 1)
        above, below = self.lines[node.lineno : doc.lineno - 1], self.lines[doc.end_lineno : node.end_lineno]
        return "\n".join([head, *above, *below])

    def source(self, node: ast.stmt) -> str:
        return "\n".join(self.lines[node.lineno - 1 : node.end_lineno])

    def need(self, good: bool, node: ast.stmt, why: str) -> None:
        if not good:
            raise ValueError(f"{self.path}:{node.lineno}: {why}")


def _name(node: ast.stmt | None) -> str:
    """What a statement defines for others: a class, function or value; otherwise empty."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return node.name
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return ""


def _used(node: ast.stmt, helpers: dict[str, ast.stmt]) -> list[str]:
    """The helpers that a statement uses, and those that these use, in the order of the file."""
    found: set[str] = set()
    todo = [node]
    while todo and helpers:
        names = {n.id for n in ast.walk(todo.pop()) if isinstance(n, ast.Name)}
        new = (names & helpers.keys()) - found
        found |= new
        todo += [helpers[name] for name in new]
    return [name for name in helpers if name in found]
