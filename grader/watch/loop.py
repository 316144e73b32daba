"""The loop: every save checks again what depends on the saved file, and keys ask for more.

One thread decides and prints: the one that calls `Watch.run`. The file system, the keyboard and the exercise that is being
checked report to it through a queue. A report of a save is only a reason to look: what counts is what the files hold.
"""

from __future__ import annotations

import queue
import subprocess
import threading
import time

from rich.console import Console

from grader.checking.setting import Setting
from grader.core.messages import note_text, say
from grader.core.model import CheckResult, Lang, SubmissionResult, Week
from grader.core.target import parse_target
from grader.core.workspace import Workspace
from grader.intake.read import remarks
from grader.results.leading import leading
from grader.sandbox.launcher import Launcher
from grader.selfcheck.check import CheckOptions
from grader.selfcheck.hint import hint
from grader.watch.board import Board, Spot
from grader.watch.folder import Looked, watch_folder
from grader.watch.keys import END, Key, Suspend, read_keys
from grader.watch.memory import Memory
from grader.watch.recheck import Recheck, import_examiner
from grader.watch.rounds import Checked, Ended, Rounds, Saves
from grader.watch.screen import KEYS, View, Why, key_line, screen, watch_overview
from grader.watch.show import show_command
from grader.watch.trying import try_shown

TICK_SECONDS = 0.5
"""How often to look without a report: network drives report nothing, and a folder may be made anew."""


class Watch:
    """One session. Its methods are called by one thread only."""

    def __init__(
        self,
        options: CheckOptions,
        week: Week,
        workspace: Workspace,
        launcher: Launcher,
        console: Console,
        lang: Lang,
    ) -> None:
        self._options = options
        self._week = week
        self._workspace = workspace
        self._console = console
        self._lang = lang
        self._chosen = workspace.chosen(week.name, solutions=options.solutions, submission=options.submission)
        target = parse_target(week, options.target)
        self._events: queue.SimpleQueue[Looked | Key | Checked | Ended] = queue.SimpleQueue()
        self._board = Board([c for c in week.checks if target.matches(c)])
        setting = Setting(week, launcher, workspace.datasets, options.seed)
        self._rounds = Rounds(setting, self._board, target, self._chosen, post=self._events.put)
        self._launcher = launcher
        self._memory = Memory(workspace, week, self._chosen)
        self._suspend: Suspend | None = None
        self._awake = 0.0
        """Since when the terminal has been this session's again."""
        self._notes: list[str] = []
        self._seconds: float | None = None
        self._keys = ""
        self._drawn = ""
        self._more = False
        """Whether something to read, such as a hint, stands below the screen."""
        self._stop = threading.Event()
        watch = (self._chosen.folder, self._stop, self._events.put)
        self._watcher = threading.Thread(target=watch_folder, args=watch, daemon=True)

    # ---- the loop ---------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Watch until q, Ctrl-D or the end of stdin; Ctrl-C raises KeyboardInterrupt."""
        threading.Thread(target=import_examiner, daemon=True).start()  # not waited for at the end
        self._watcher.start()
        with read_keys(self._events.put) as self._suspend:
            if self._suspend:
                pictures = show_command(self._week, "", self._lang) is not None
                self._keys = "".join(key for key in KEYS if key != "s" or pictures)
            self._resume()
            self._rounds.go_on()
            self._draw()
            while True:
                try:
                    event = self._events.get(timeout=TICK_SECONDS)
                except queue.Empty:
                    event = Looked()
                match event:
                    case Key() if event.letter in ("q", END):
                        return
                    case Key() if event.at < self._awake:
                        pass  # typed while the terminal was for something else
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
        self._rounds.close()
        if self._watcher.ident:
            self._watcher.join()

    # ---- where the student is ---------------------------------------------------------------------------------

    def _resume(self) -> None:
        """Take over what an earlier session found about files that have not changed, and have the others checked."""
        if aside := self._memory.set_aside:
            self._notes.append(say("where.aside", self._lang, path=aside.name))
        kept = []
        for exercise, snapshot in self._rounds.seen.items():
            specs = self._board.of_exercise(exercise)
            if known := self._memory.results(specs, snapshot):
                self._board.learn(known)
                if self._board.passed(specs):
                    kept.append(exercise)
            else:
                self._rounds.want(exercise)
        if kept:
            self._notes.append(say("watch.kept", self._lang, names=", ".join(kept)))
        stopped = self._memory.spot(self._board.functions)
        self._arrive(self._board.seek([stopped, *self._board.after(stopped)], home=stopped))

    def _arrive(self, place: Spot) -> None:
        """Move to another function. If its findings are not known, have it checked: a stored status has none."""
        self._board.spot = place
        if not self._board.decided() and not self._rounds.is_checking(place[0]):
            self._rounds.want(place[0])

    def _follow(self) -> None:
        """Go on where the path leads with what is known by now."""
        if (place := self._board.led()) != self._board.spot:
            self._seconds = None
            self._arrive(place)

    def _record(self, exercise: str) -> None:
        """Store the results of an exercise that the board has, and of which files they are."""
        result = self._board.result(self._week.name, self._board.of_exercise(exercise))
        self._memory.record(result, self._rounds.seen[exercise])

    # ---- events -----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Find out what was saved, and check that. A pass that is unchanged stands."""
        saves = self._rounds.look()
        again = [e for e in saves.same if not self._board.passed(self._board.of_exercise(e))]
        if saves.changed or again:
            self._saved([*saves.changed, *again], saves)
        elif saves.same:
            self._notes = [say("watch.same", self._lang, file=self._rounds.seen[saves.same[0]].file)]
            self._draw()

    def _saved(self, exercises: list[str], saves: Saves) -> None:
        place = self._board.spot
        if saves.at and not saves.edited and place[0] not in saves.at:  # the student has gone to another file
            functions = [f for f in self._board.functions if f[0] == saves.at[0]]
            place = self._board.open(saves.at[0]) or functions[0]
        self._notes = []
        self._rounds.start_over(exercises)
        for exercise in exercises:
            if not self._rounds.is_checking(exercise):  # it is the stub again
                self._record(exercise)
        home = place if place in saves.edited else next(iter(saves.edited), place)
        self._board.seek(saves.edited, home=home)
        self._arrive(self._board.led() if saves.edited else place)
        self._rounds.go_on()
        self._draw()

    def _checked(self, run: Recheck, result: CheckResult) -> None:
        if run.called_off:
            return
        self._board.learn([result])
        self._follow()
        if run.shown or result.spec.exercise != self._board.spot[0] or not self._board.decided():
            return
        if self._rounds.is_stale(run):
            self._look()
        elif self._console.is_terminal:
            run.shown = True
            self._draw(Why.RESULT)
            self._rounds.prepare()

    def _ended(self, run: Recheck, outcome: SubmissionResult | BaseException) -> None:
        if not self._rounds.ended(run):
            self._rounds.go_on()
            return
        if isinstance(outcome, BaseException):
            raise outcome
        exercise = run.snapshot.exercise
        if self._rounds.is_stale(run):
            self._rounds.want(exercise)
            self._look()
            self._rounds.go_on()
            return
        self._board.learn(outcome.checks)
        self._record(exercise)
        self._rounds.prepare()
        self._follow()
        here = exercise == self._board.spot[0]
        if here:
            self._seconds = outcome.seconds
            if not self._keys and self._board.passed(self._board.of(self._board.spot)):
                self._board.path = ()
                self._arrive(self._board.open(exercise) or self._board.spot)
        self._rounds.go_on()
        if here or self._console.is_terminal:
            self._draw(Why.RESULT if here and (self._more or not run.shown) else Why.ASIDE)

    # ---- the terminal -----------------------------------------------------------------------------------------

    def _draw(self, why: Why = Why.ASKED) -> None:
        """Draw the screen. A terminal shows it in place of the old one; elsewhere only what is final is added below."""
        if self._board.decided():
            self._memory.stay(self._board.spot)
        live = self._console.is_terminal
        checking = self._rounds.is_checking(self._board.spot[0])
        if (not live and checking) or (self._more and why is Why.ASIDE):
            return
        notes = [*self._notes, *(note_text(note, self._lang) for note in remarks(self._rounds.handed))]
        view = View(
            self._board, checking, self._seconds, notes, self._keys, self._options.all, self._options.prints,
            self._rounds.seen[self._board.spot[0]].file,
        )  # fmt: skip
        with self._console.capture() as captured:
            self._console.print(screen(view, self._week, self._lang))
        if why is Why.ASIDE and captured.get() == self._drawn:
            return
        if live and not (self._more and why is Why.RESULT):
            self._console.clear()
        else:
            self._console.print()
        self._drawn, self._more = captured.get(), self._more and why is Why.RESULT
        self._console.print(screen(view, self._week, self._lang))

    def _press(self, key: str) -> None:
        if key not in self._keys:
            return
        if key == "n":
            self._go_to_next()
            return
        if key == "t" and self._suspend:
            self._try(self._suspend)
            return
        self._more = True
        self._console.print()
        if key == "h":
            self._hint()
        elif key == "l":
            self._console.print(watch_overview(self._board, self._week, self._lang))
        elif command := show_command(self._week, self._board.spot[0], self._lang):
            self._console.file.flush()
            subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
        self._console.print(key_line(self._keys, self._lang))

    def _go_to_next(self) -> None:
        here = self._board.spot
        place = self._board.seek(self._board.after(here), home=here)
        self._notes = []
        if place != here:
            self._seconds = None
            self._arrive(place)
            self._rounds.go_on()
        elif not self._board.passed(self._board.of(here)):
            self._notes = [say("watch.last", self._lang, function=".".join(here))]
        self._draw()

    def _try(self, suspend: Suspend) -> None:
        self._look()
        self._rounds.pause()
        try_shown(
            self._board.spot, self._rounds.seen[self._board.spot[0]], self._week, self._chosen, self._workspace,
            self._launcher, self._console, self._lang, suspend,
        )  # fmt: skip
        self._awake = time.monotonic()
        self._draw()

    def _hint(self) -> None:
        specs = self._board.of(self._board.spot)
        shown = leading(self._board.result(self._week.name, specs).checks)
        spec = shown.spec if shown else specs[0]
        address = f"{self._week.name}.{spec.short}.{spec.function}.{spec.name}"
        hint(address, self._console, self._lang, key=True)
