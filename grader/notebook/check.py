"""`from grader import check`: a check from a notebook's cell, or from any Python.

In a running kernel the cells executed so far are graded, without saving; what they do not define is taken from the
notebooks and files saved beside this one. Elsewhere it is the student's folder, or the file that is named.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.text import Text

from grader.checking.recording import HASH_SEED, Tryout, record_call
from grader.checking.setting import Setting
from grader.core.errors import GraderError, UsageError
from grader.core.files import PACKAGE
from grader.core.messages import choose_lang, note_text, say
from grader.core.model import Lang, SubmissionResult, Week
from grader.core.seeds import derive
from grader.core.target import Target, find_target
from grader.core.text import listed
from grader.core.workspace import Workspace, find_workspace
from grader.intake.pick import Work
from grader.intake.places import Origin, line_by_line
from grader.intake.read import Handed, hand_in, read_entry, remarks
from grader.intake.submission import Entry, HandedIn, is_exercise
from grader.notebook.cells import Executed, executed, pick
from grader.results import progress, render
from grader.results.tried import above_call, below_call
from grader.sandbox.default import default_launcher
from grader.sandbox.launcher import Launcher


@dataclass(frozen=True)
class Source:
    """What is graded, and the sentences that say so."""

    submission: HandedIn
    said: tuple[str, ...]


def check(
    target: str = "",
    *,
    file: str | Path | None = None,
    all: bool = False,
    seed: int = 0,
    lang: str | None = None,
) -> None:
    """Grade and print; what goes wrong is a sentence, not a traceback over a student's cell."""
    language = choose_lang(lang)
    _shown(lambda: _checked(target, Path(file) if file else None, all, seed, language), language)


def attempt(target: str, *, file: str | Path | None = None, lang: str | None = None) -> None:
    """Run the failing call of one function here in the kernel: its inputs, prints, traceback, and `breakpoint()`."""
    language = choose_lang(lang)
    tried: list[Tryout] = []

    def above() -> list[RenderableType]:
        week, target_ = find_target(target)
        if not target_.function:
            raise UsageError("try_what", address=target)
        workspace = _workspace()
        source = _source(week, target_, Path(file) if file else None, workspace, language)
        launcher = _launcher(HASH_SEED)
        tried.append(record_call(week, target_, source.submission, launcher, workspace, language))
        return above_call(tried[0].check, week, language, called=tried[0].recorded is not None)

    _shown(above, language)
    if tried and tried[0].recorded:
        from grader.sandbox.replay import run_recorded

        run_recorded(tried[0].recorded)
        _shown(lambda: below_call(tried[0].check, tried[0].week, language, called=True), language)


def _shown(blocks: Callable[[], Sequence[RenderableType]], language: Lang) -> None:
    """Print them; an error is a sentence."""
    console = Console(highlight=False, soft_wrap=False)
    try:
        made = blocks()
    except UsageError as error:
        made = [Text(say(f"{error.table}.{error.key}", language, **error.params), style="red")]
    except GraderError as error:
        _launcher.cache_clear()
        made = [Text(f"{error}\n{say('run.fault', language)}", style="red")]
    console.print(Group(*made))


def _checked(address: str, file: Path | None, every: bool, seed: int, lang: Lang) -> list[RenderableType]:
    week, target = find_target(address)
    workspace = _workspace()
    source = _source(week, target, file, workspace, lang)
    result = _graded(week, target, source, workspace, seed)
    if not file:
        with contextlib.suppress(OSError):  # a read-only lab keeps no progress
            progress.load_progress(workspace.private).record(result, workspace.exercises(week.name))
    done = {c.spec.id: c for c in result.checks}
    said = [Text(f" {text}", style="dim") for text in source.said]
    failures = render.failures(result, week, lang, every=every)
    spaced = [part for block in (*failures, *render.tips(result, lang)) for part in (Text(), block)]
    blocks = [*said, render.overview(week, done, lang, list(done)), *spaced]
    return [*blocks, Text(), render.summary(result, week, lang)]


def _workspace() -> Workspace:
    """Find the workspace from the kernel's folder, else from this package's: a notebook may be anywhere."""
    try:
        return find_workspace(Path.cwd())
    except UsageError:
        return find_workspace(PACKAGE)


def _source(week: Week, target: Target, file: Path | None, workspace: Workspace, lang: Lang) -> Source:
    if file:
        if not file.exists():
            raise UsageError("no_file", path=file)
        return _saved(hand_in(file.resolve(), file.as_posix(), week), file.as_posix(), lang)
    cells = executed()
    if cells is None:
        folder = workspace.exercises(week.name)
        shown = f"exercises/{week.name}"
        return _saved(hand_in(folder, shown, week), shown, lang)
    return _executed(week, target, cells, lang)


def _saved(submission: HandedIn, shown: str, lang: Lang) -> Source:
    notes = (note_text(note, lang) for note in remarks(submission))
    return Source(submission, (say("cell.file", lang, path=shown), *notes))


def _executed(week: Week, target: Target, cells: Sequence[Executed], lang: Lang) -> Source:
    """The cells that were run; for an exercise that they do not define, what is saved in the notebook's folder."""
    beside = Path.cwd()
    files = sorted(p for p in beside.iterdir() if is_exercise(p.name) and p.suffix in (".py", ".ipynb"))
    saved = read_entry(Entry(beside.name, "files", tuple(files)), week).works
    helpers = {p.name: p.read_bytes() for p in sorted(beside.glob("*.py"))[:50] if not is_exercise(p.name)}
    picked: dict[str, tuple[int, ...]] = {}  # each exercise, and the cells that it was taken from
    works: dict[str, Work] = {}
    for exercise in week.exercises:
        names = [f.name for f in exercise.functions]
        only = [target.function] if target.function and target.exercise == exercise.name else names
        one = pick(cells, exercise.name, only)
        if one.functions:
            picked[exercise.name] = one.cells
        # an exercise that is nowhere counts as a stub (not started), not as a missing file
        there = None if one.functions else saved.get(exercise.name)
        works[exercise.name] = there or Work(one.code, Origin("", line_by_line(one.places)), helpers)
    wanted = [e.name for e in week.exercises if target.exercise in ("", e.name)]
    if not any(exercise in picked or exercise in saved for exercise in wanted):
        raise UsageError("not_run", name=target.function or target.exercise or week.name)
    numbers = sorted({cell for e in wanted for cell in picked.get(e, ())})
    shown = listed(f"In[{n}]" for n in numbers)
    said = [say("cell.executed", lang, cells=shown)] if numbers else []
    others = [e for e in wanted if e in saved and e not in picked]
    said += [say("cell.beside", lang, names=", ".join(others), path=beside.name)] if others else []
    return Source(Handed("notebook", beside.name, None, (), "", works), tuple(said))


def _graded(week: Week, target: Target, source: Source, workspace: Workspace, seed: int) -> SubmissionResult:
    launcher = _launcher(derive(seed, "hash") % 2**32)  # imports torch while this process does
    setting = Setting(week, launcher, workspace.datasets, seed)
    import torch

    from grader.checking.examiner import grade

    threads = torch.get_num_threads()
    try:
        return grade(setting, source.submission, target=target)
    finally:
        torch.set_num_threads(threads)  # the kernel goes on training afterwards


@functools.cache
def _launcher(hash_seed: int) -> Launcher:
    """One warm student's side for as long as the kernel lives: the second check starts at once."""
    launcher = default_launcher(hash_seed)
    atexit.register(launcher.close)
    return launcher
