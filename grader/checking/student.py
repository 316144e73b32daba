"""The `student` fixture: the only way from a check to the student's side.

    got = student.call("predict_labels", logits, labels)

It starts the exercise's candidate when it is first needed, starts a new one after a death, and remembers the last call
so that a failure can say what was called. Values come back by value; other objects as a `Ref`, usable as an argument.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image

from grader.checking.describe import argument, brief
from grader.checking.exercise_run import ExerciseRun
from grader.checking.memo import Node, Transcript
from grader.core.errors import Died, GraderFault, Raised, StudentError
from grader.core.model import CheckSpec, Week
from grader.core.seeds import derive
from grader.core.stub import parameters
from grader.sandbox.client import Answer, Client, Query, query
from grader.sandbox.wire import Ref


@dataclass
class LastCall:
    """What was called last, for the report."""

    text: str = ""
    got: str = ""
    args: tuple[object, ...] = ()
    kwargs: dict[str, object] | None = None
    returned: bool = False


class Student:
    """What a check sees of the submission. Made new for every check."""

    def __init__(
        self,
        spec: CheckSpec,
        week: Week,
        exercise: Callable[[], ExerciseRun],
        seed: int,
        *,
        remember: bool = False,
        on_ask: Callable[[str, Query], None] = lambda check, asked: None,
    ) -> None:
        self.spec = spec
        self._on_ask = on_ask
        self.last = LastCall()
        self._week = week
        self._exercise = exercise
        self._seed = seed
        self._begun: Client | None = None
        self._files = 0
        self._touched: set[int] = set()
        self._called = ""
        self.heard = False
        """Whether a value came back in this check, also from a prop: a later failure may be due to it."""
        self.transcript: Transcript | None = [] if remember else None
        """What was asked and answered, when it is to be remembered."""
        self._ready: deque[tuple[Query, Answer | StudentError]] = deque()
        """Answers that came in before the check ran."""

    def call(self, name: str, *args: object, keep: bool = False, **kwargs: object) -> Any:
        """Call the student's function and return its value.

        With `keep` the value stays on the student's side even if it could cross, and a Ref comes back. Raises Raised
        when the student's code raises, Died when its process ends; a check lets both through.
        """
        signature = self._week.function(self.spec.exercise, name).signature
        names = parameters(signature)
        shown = [f"{n}={self._shown(a)}" if n else self._shown(a) for n, a in _zip(names, args)]
        shown += [f"{k}={self._shown(v)}" for k, v in kwargs.items()]
        self._called = f"{name}({', '.join(shown)})"
        return self._asked("call", name, args, kwargs, keep, self._called)

    def invoke(self, target: Ref, *args: object, keep: bool = False, **kwargs: object) -> Any:
        """Call something that a student's function returned, such as a transform or a model."""
        shown = [self._shown(a) for a in args] + [f"{k}={self._shown(v)}" for k, v in kwargs.items()]
        text = f"{self._called or target.type}({', '.join(shown)})"
        self._touched.add(target.number)
        return self._asked("invoke", "", args, kwargs, keep, text, target=target)

    def _shown(self, value: object) -> str:
        return argument(self._exercise().tidy(value) if isinstance(value, str) else value)

    def _asked(
        self,
        op: str,
        name: str,
        args: tuple[object, ...],
        kwargs: dict[str, object],
        keep: bool,
        text: str,
        *,
        target: Ref | None = None,
    ) -> Any:
        self.last = LastCall(text, "", args, kwargs)
        self._touched |= {a.number for a in args if isinstance(a, Ref)}
        value = self._ask(op, name, (target, *args) if target else args, kwargs, keep=keep)
        self._touched |= {value.number} if isinstance(value, Ref) else set()
        self.last.got = brief(value)
        self.last.returned = True
        return value

    def prop(self, name: str, *args: object, keep: bool = False, **kwargs: object) -> Any:
        """Call a function of the week's props.py on the student's side; returns its value, or a Ref to its object.

        What it raises is the student's error when it uses an object that the student's code has touched.
        """
        used = {a.number for a in (*args, *kwargs.values()) if isinstance(a, Ref)} & self._touched
        try:
            return self._ask("prop", name, args, kwargs, keep=keep)
        except Raised as error:
            if not error.at_load:
                error.kind = "raised_in_use" if used else "prepare"
            raise

    def fetch(self, ref: Ref) -> Any:
        """The value of a Ref that was kept."""
        value = self._ask("fetch", "", (ref,), {}, keep=False)
        self.last.got = brief(value)
        return value

    def arguments(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The arguments of the last call as they are now, after it (a claim of the student's side)."""
        args, kwargs = self._ask("arguments", "", (), {}, keep=False)
        return args, kwargs

    def settings(self) -> list[str]:
        """Which switches of its process the code has left changed since the check began (a claim of the student's side)."""
        return [str(name) for name in self._ask("settings", "", (), {}, keep=False)]

    def file(self, data: bytes | Image.Image, suffix: str, **save: Any) -> str:
        """Write a file into the student's scratch folder, and return its path as the student's side sees it."""
        if isinstance(data, Image.Image):
            buffer = io.BytesIO()
            data.save(buffer, format=Image.registered_extensions()[suffix], **save)
            data = buffer.getvalue()
        self._files += 1
        # no two checks use the same name: a student's function may remember what it read from a path
        name = f"{self.spec.name}{self._files}{suffix}"
        return str(self._ask("file", name, (data,), {}, keep=False))

    def replay(self, first: Node) -> bool:
        """Whether this submission gives the answers with which the check has passed before; see `memo`.

        Where it does not, the check must run; it gets the answers that came in so far.
        """
        node: Node | None = first
        while node is not None:
            try:
                answer = self._answer(node.question)
            except StudentError as error:
                self._ready.append((node.question, error))
                return False
            self._ready.append((node.question, answer))
            digest = answer.digest()
            if digest not in node.after:
                return False
            node = node.after[digest]
        return True

    def _ask(
        self, op: str, name: str, args: tuple[object, ...], kwargs: dict[str, object], *, keep: bool
    ) -> Any:
        asked = query(op, name, args, kwargs, keep=keep)
        if self._ready:
            before, answer = self._ready.popleft()
            if before != asked:
                raise GraderFault(f"{self.spec.id} asks other questions after the same answers")
            if isinstance(answer, StudentError):
                raise answer
        else:
            answer = self._answer(asked)
        if self.transcript is not None:
            self.transcript.append((asked, answer.digest()))
        value = answer.open()
        self.heard |= not (keep and isinstance(value, Ref))
        return value

    def _answer(self, asked: Query) -> Answer:
        exercise = self._exercise()
        candidate = exercise.candidate()
        if self._begun is not candidate:
            begin = query("begin", "", (derive(self._seed, f"begin/{self.spec.id}"),))
            try:
                exercise.ask(begin).open()
            except Died as died:  # an earlier check caused this death: this one gets a new process
                if died.kind in ("timeout", "budget"):
                    raise
                candidate = exercise.candidate()
                exercise.ask(begin).open()
            self._begun = candidate
        self._on_ask(self.spec.id, asked)
        return exercise.ask(asked)


def _zip(names: list[str], args: tuple[object, ...]) -> list[tuple[str, object]]:
    return [(names[i] if i < len(names) else "", a) for i, a in enumerate(args)]
