"""The call that a function's leading failure is about, kept so that it can be done again: for `grader try`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.checking.props import prop_sources
from grader.checking.setting import Setting
from grader.core.messages import say
from grader.core.model import CheckResult, Lang, Week
from grader.core.seeds import derive
from grader.core.target import Target
from grader.core.workspace import Workspace
from grader.intake.submission import HandedIn
from grader.results.leading import leading
from grader.sandbox.launcher import Launcher, Running
from grader.sandbox.recorded import Asked, Recorded

if TYPE_CHECKING:
    from grader.sandbox.client import Query

SEED = 0
"""What the self-check draws from: inputs that decide a mark are never shown."""
HASH_SEED = derive(SEED, "hash") % 2**32


@dataclass(frozen=True)
class Tryout:
    """A check of the function that is tried, and its call."""

    check: CheckResult
    week: Week
    recorded: Recorded | None
    """None where the file could not be loaded: there is no call to try."""


def record_call(
    week: Week, target: Target, handed: HandedIn, launcher: Launcher, workspace: Workspace, lang: Lang
) -> Tryout:
    """Check the function, and keep what its leading failure asked of the student's side, up to the last call."""
    from grader.checking.examiner import grade

    asked: dict[str, list[Query]] = {}
    noting = _Noting(launcher)
    setting = Setting(
        week, noting, workspace.datasets, SEED, on_ask=lambda id, query: asked.setdefault(id, []).append(query)
    )  # fmt: skip
    result = grade(setting, handed, target=target)
    check = leading(result.checks) or result.checks[0]
    queries = asked.get(check.spec.id, [])
    calls = [i for i, query in enumerate(queries) if query.op in ("call", "invoke")]
    if not calls:
        return Tryout(check, week, None)
    exercise, main = check.spec.exercise, f"{check.spec.exercise}.py"
    recorded = Recorded(
        main=main, path=str(workspace.exercises(week.name) / main), files=handed.files(exercise),
        props=prop_sources(week, exercise), datasets=str(workspace.datasets),
        seed=derive(SEED, f"candidate/{exercise}"), begin=derive(SEED, f"begin/{check.spec.id}"),
        asked=[Asked(q.op, q.name, q.args, q.kwargs, q.keep, list(q.buffers)) for q in queries[: calls[-1] + 1]],
        scratches=noting.scratches, out=str(workspace.private / "try"),
        words={word: say(f"try.{word}", lang) for word in ("inputs", "running", "returned", "raised")}
        | {"saved": say("try.saved", lang, path=workspace.short(workspace.private / "try/inputs.pt"))},
    )  # fmt: skip
    return Tryout(check, week, recorded)


class _Noting:
    """A launcher that notes the scratch folders: the paths in what a check asks lead there."""

    def __init__(self, inner: Launcher) -> None:
        self.isolation = inner.isolation
        self.scratches: list[str] = []
        self._inner = inner

    def start(self) -> Running:
        running = self._inner.start()
        self.scratches.append(str(running.scratch))
        return running

    def close(self) -> None:
        self._inner.close()
