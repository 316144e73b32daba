"""One object on both sides: a model, an optimizer or a loader that cannot cross as data is built twice, by the same prop."""

from __future__ import annotations

from typing import Any

from grader.checking.student import Student
from grader.sandbox.wire import Ref


class Twin:
    """One object that examiner and student's side both build, with the same prop and the same values.

        net = Twin("pretrained", family, sizes, state)
        got = student.call("freeze", net.there(student))  # a handle of the student's own copy
        want = net.here(props)(batch)  # the examiner's own copy

    Each call builds a new copy.
    """

    def __init__(self, prop: str, *args: object, **kwargs: object) -> None:
        self.prop, self.args, self.kwargs = prop, args, kwargs

    def here(self, props: Any, **more: object) -> Any:
        """The examiner's copy."""
        return getattr(props, self.prop)(*self.args, **self.kwargs, **more)

    def there(self, student: Student, **more: object) -> Ref:
        """A handle of the student's copy."""
        ref: Ref = student.prop(self.prop, *self.args, **self.kwargs, **more, keep=True)
        return ref

    def but(self, **changed: object) -> Twin:
        """The same with other keyword values."""
        return Twin(self.prop, *self.args, **(self.kwargs | changed))
