"""`grader week12 --watch`: every save checks again what depends on the saved file, and keys ask for more.

One thread decides and prints: the one that calls `run_watch`. The file system, the keyboard and the exercise that is being
checked report to it through a queue. A report of a save is only a reason to look: what counts is what the files hold.
"""

from __future__ import annotations

import contextlib
import functools
import queue
import signal
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from rich.console import Console

from grader import commands, progress
from grader.board import Board, Place
from grader.catalog import Target, Workspace, find_workspace, load_week, parse_target
from grader.errors import UsageError
from grader.keys import END, read_keys
from grader.launch import default_launcher
from grader.messages import say
from grader.model import CheckResult, Lang, SubmissionResult, Week
from grader.recheck import Recheck
from grader.seeds import derive
from grader.selfcheck import Options, check_options, find_folder
from grader.snapshot import Snapshot, ground, settled, take, untouched
from grader.spawn import SpawnLauncher
from grader.watchfolder import watch_folder
from grader.watchscreen import KEYS, View, key_line, overview, screen
from grader.watchshow import show_command

if TYPE_CHECKING:
    from grader.isolation import Launcher

TICK_SECONDS = 0.5
"""How often to look without a report: network drives report nothing, and a folder may be made anew."""


class Looked:
    """Something in the folder may have changed."""


@dataclass(frozen=True)
class Key:
    letter: str


@dataclass(frozen=True)
class Checked:
    run: Recheck
    result: CheckResult


@dataclass(frozen=True)
class Ended:
    run: Recheck
    outcome: SubmissionResult | BaseException


def run_watch(options: Options, console: Console, lang: Lang) -> int:
    """Watch until the student quits; returns the exit code. Raises UsageError before anything is started."""
    workspace = find_workspace(Path.cwd())
    week = load_week(options.week)
    parse_target(week, options.target)
    find_folder(options, workspace)
    check_options(options)
    if options.json or options.junit:
        raise UsageError("watch_files")
    with _terminated():
        launcher = default_launcher(derive(options.seed, "hash") % 2**32, start=options.start)
        watch = Watch(options, week, workspace, launcher, console, lang)
        try:
            watch.run()
        finally:
            watch.close()
            launcher.close()
    return 0


@contextlib.contextmanager
def _terminated() -> Iterator[None]:
    """Make SIGTERM an exception, so that the terminal is put back."""

    def leave(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Watch:
    """One session. Its methods are called by one thread only."""

    def __init__(
        self,
        options: Options,
        week: Week,
        workspace: Workspace,
        launcher: Launcher,
        console: Console,
        lang: Lang,
    ) -> None:
        self._options = options
        self._week = week
        self._workspace = workspace
        self._launcher = launcher
        self._console = console
        self._lang = lang
        self._folder, self._shown = find_folder(options, workspace)
        self._own = not options.solutions and options.submission is None
        target = parse_target(week, options.target)
        self._target = target
        self._board = Board([c for c in week.checks if target.matches(c)])
        self._ground = {e: ground(week, e, options.seed) for e in self._board.exercises}
        self._seen: dict[str, Snapshot] = {}
        self._due: list[str] = []
        """Exercises to check, in this order."""
        self._run: Recheck | None = None
        self._past: list[Recheck] = []
        """Called off, and perhaps not quite gone yet."""
        self._notes: list[str] = []
        self._seconds: float | None = None
        self._keys = ""
        self._more = False
        """Whether a hint or the like stands below the screen: it is to be read before the screen is drawn unasked."""
        self._events: queue.SimpleQueue[Looked | Key | Checked | Ended] = queue.SimpleQueue()
        self._stop = threading.Event()
        looked = Looked()
        self._threads = [
            threading.Thread(target=_warm_up, daemon=True),
            threading.Thread(
                target=watch_folder,
                args=(self._folder, self._stop, lambda: self._events.put(looked)),
                daemon=True,
            ),
        ]

    # ---- the loop ---------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Until q, Ctrl-D or the end of stdin; Ctrl-C raises KeyboardInterrupt."""
        for thread in self._threads:
            thread.start()
        with read_keys(lambda key: self._events.put(Key(key))) as keys:
            self._keys = (
                "".join(k for k in KEYS if k != "s" or show_command(self._week, "", self._lang))
                if keys
                else ""
            )
            self._resume()
            self._go_on()
            self._draw()
            while True:
                try:
                    event = self._events.get(timeout=TICK_SECONDS)
                except queue.Empty:
                    event = Looked()
                match event:
                    case Key() if event.letter in ("q", END):
                        return
                    case Key():
                        self._press(event.letter)
                    case Checked():
                        self._checked(event.run, event.result)
                    case Ended():
                        self._ended(event.run, event.outcome)
                    case Looked():
                        self._look()

    def close(self) -> None:
        """End what was started, and wait for it."""
        self._stop.set()
        if self._run:
            self._run.call_off()
            self._past.append(self._run)
        for run in self._past:
            run.join()
        for thread in self._threads:
            if thread.ident:
                thread.join()

    # ---- what is known, and what is to be checked -------------------------------------------------------------

    def _take(self, exercise: str) -> Snapshot:
        return take(self._folder, self._shown, exercise, self._ground[exercise])

    def _resume(self) -> None:
        """Take over what an earlier session found out about the files as they are; the rest is due."""
        memory = progress.load(self._workspace.private)
        if memory.set_aside:
            self._notes.append(say("where.aside", self._lang, path=memory.set_aside.name))
        week = memory.week(self._week.name)
        kept = []
        for exercise in self._board.exercises:
            now = self._seen[exercise] = self._take(exercise)
            specs = self._board.of_exercise(exercise)
            old = [(c, memory.status(c, self._week.name)) for c in specs]
            if self._own and week.known.get(exercise) == now.fingerprint and all(s for _, s in old):
                self._board.learn(CheckResult(c, status) for c, status in old if status)
                if self._board.passed(specs):
                    kept.append(exercise)
            else:
                self._want(exercise)
        place = tuple(week.spot.split(".")) if self._own else ()
        stored = next((f for f in self._board.functions if f == place), None)
        if kept:
            self._notes.append(say("watch.kept", self._lang, names=", ".join(kept)))
        self._arrive(stored or self._board.open() or self._board.spot)

    def _want(self, exercise: str) -> None:
        """Have it checked, unless it is the stub: then it is known."""
        self._board.forget(exercise)
        results = untouched(self._week, self._seen[exercise])
        if results:
            self._board.learn(r for r in results if self._target.matches(r.spec))
            self._due = [e for e in self._due if e != exercise]
        elif exercise not in self._due:
            self._due.append(exercise)

    def _arrive(self, place: Place) -> None:
        """Be at another function, with its findings at hand, not only its status."""
        self._board.spot = place
        if not self._board.decided() and not self._is_checking():
            self._want(place[0])
        if self._own:
            memory = progress.load(self._workspace.private)
            memory.week(self._week.name).spot = ".".join(place)
            memory.save()

    def _is_checking(self) -> bool:
        """Whether the current exercise is being checked or about to be."""
        exercise = self._board.spot[0]
        running = (
            self._run is not None and not self._run.called_off and self._run.snapshot.exercise == exercise
        )
        return running or exercise in self._due

    def _go_on(self) -> None:
        """Start the next check, the current exercise's first, when none is running."""
        if self._run or not self._due:
            return
        exercise, function = self._board.spot
        if exercise not in self._due:
            exercise, function = self._due[0], ""
        self._due.remove(exercise)
        self._board.forget(exercise)
        self._run = Recheck(
            self._week,
            self._seen[exercise],
            self._launcher,
            datasets=self._workspace.datasets,
            seed=self._options.seed,
            target=Target(exercise, self._target.function, self._target.check),
            first=Target(exercise, function),
            on_result=lambda run, result: self._events.put(Checked(run, result)),
            on_end=lambda run, outcome: self._events.put(Ended(run, outcome)),
        )

    # ---- events -----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Find out what has changed, and check that."""
        changed, same = [], []
        for exercise in self._board.exercises:
            old, now = self._seen[exercise], self._take(exercise)
            if (now.fingerprint, now.stamp) == (old.fingerprint, old.stamp):
                continue
            now = self._seen[exercise] = settled(functools.partial(self._take, exercise))
            if now.fingerprint != old.fingerprint:
                changed.append(exercise)
            elif now.stamp != old.stamp:
                same.append(exercise)
        again = [e for e in same if not self._board.passed(self._board.of_exercise(e))]
        if changed or again:
            self._saved([*changed, *again])
        elif same:
            self._notes = [say("watch.same", self._lang, file=f"{same[0]}.py")]
            self._draw()

    def _saved(self, exercises: list[str]) -> None:
        spot = self._board.spot
        if spot[0] not in exercises:  # the student has gone to another file
            spot = self._board.open(exercises[0]) or next(
                f for f in self._board.functions if f[0] == exercises[0]
            )
        self._notes = []
        if self._run:
            self._run.call_off()
            if self._run.snapshot.exercise not in exercises:
                self._want(self._run.snapshot.exercise)
        for exercise in exercises:
            self._want(exercise)
        self._arrive(spot)
        self._go_on()
        self._draw()

    def _checked(self, run: Recheck, result: CheckResult) -> None:
        if run.called_off:
            return
        self._board.learn([result])
        if run.shown or result.spec.exercise != self._board.spot[0] or not self._board.decided():
            return
        if self._is_stale(run):
            self._look()
        elif self._console.is_terminal:
            run.shown = True
            self._draw()
            self._prepare()

    def _ended(self, run: Recheck, outcome: SubmissionResult | BaseException) -> None:
        self._run = None
        self._past = [p for p in self._past if p.alive]
        if run.called_off:
            self._past.append(run)
            self._go_on()
            return
        if isinstance(outcome, BaseException):
            raise outcome
        if self._is_stale(run):
            self._want(run.snapshot.exercise)
            self._look()
            self._go_on()
            return
        self._board.learn(outcome.checks)
        self._record(run, outcome)
        self._prepare()
        exercise = run.snapshot.exercise
        here = exercise == self._board.spot[0]
        if here:
            self._seconds = outcome.seconds
            if not self._keys and self._board.passed(self._board.of(self._board.spot)):
                self._arrive(self._board.open(exercise) or self._board.spot)
        self._go_on()
        if (here or self._console.is_terminal) and not self._more:
            self._draw()

    def _is_stale(self, run: Recheck) -> bool:
        return self._take(run.snapshot.exercise).fingerprint != run.snapshot.fingerprint

    def _record(self, run: Recheck, result: SubmissionResult) -> None:
        if not self._own:
            return
        exercise = run.snapshot.exercise
        whole = len(result.checks) == sum(c.exercise == exercise for c in self._week.checks)
        prints = {exercise: run.snapshot.fingerprint} if whole else {}
        progress.load(self._workspace.private).record(result, self._folder, prints)

    def _prepare(self) -> None:
        """Where a process cannot be forked, start the one for the next save now."""
        if isinstance(self._launcher, SpawnLauncher):
            self._launcher.fill()

    # ---- the terminal -----------------------------------------------------------------------------------------

    def _draw(self) -> None:
        live = self._console.is_terminal
        if not live and self._is_checking():
            return  # what is printed stays: only results are
        view = View(
            self._board, self._is_checking(), self._seconds, self._notes, self._keys, self._options.all, self._options.prints
        )  # fmt: skip
        if live:
            self._console.clear()
        else:
            self._console.print()
        self._console.print(screen(view, self._week, self._lang))
        self._more = False

    def _press(self, key: str) -> None:
        if key not in self._keys:
            return
        if key == "n":
            place = self._board.next()
            if place:
                self._notes = []
                self._seconds = None
                self._arrive(place)
                self._go_on()
            self._draw()
            return
        self._more = True
        self._console.print()
        if key == "h":
            self._hint()
        elif key == "l":
            self._console.print(overview(self._board, self._week, self._lang))
        elif command := show_command(self._week, self._board.spot[0], self._lang):
            self._console.file.flush()
            subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
        self._console.print(key_line(self._keys, self._lang))

    def _hint(self) -> None:
        specs = self._board.of(self._board.spot)
        spec = next((c for c in specs if not self._board.passed([c])), specs[0])
        short = spec.exercise.split("_", 1)[0]
        address = f"{self._week.name}.{short}.{spec.function}.{spec.name}"
        commands.hint(address, self._console, self._lang, key=True)


def _warm_up() -> None:
    """Import the examiner, and torch with it, before the first save needs it."""
    with contextlib.suppress(ImportError):  # said by the first check
        import grader.examiner  # noqa: F401
