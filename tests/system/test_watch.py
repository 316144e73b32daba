"""`grader week12 --watch`, as a student uses it: in a pseudo-terminal, with an editor that saves in every way there is.

A session imports torch, so that each of the few here goes through a whole story.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from support.commands import environment, grader, lab
from support.grading import ROOT

if TYPE_CHECKING:
    from support.terminal import Terminal

posix = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX's")
DEF = re.compile(r"(?m)^def (\w+)\([^)]*\)[^\n]*:\n")
WEEK = "exercises/week12"
MARK = "GRADER_TEST_SESSION"


def solution(exercise: str) -> str:
    return (ROOT / "solutions" / "week12" / f"{exercise}.py").read_text(encoding="utf-8")


def wrong(exercise: str, text: str) -> str:
    """The solution, in which the first function raises an error of its own."""
    head = DEF.search(solution(exercise))
    assert head
    return solution(exercise).replace(head[0], f"{head[0]}    raise RuntimeError({text!r})\n", 1)


def counting(exercise: str, log: Path) -> str:
    """The solution, which leaves a line in a file whenever it is loaded."""
    line = f"\nwith open({str(log)!r}, 'a') as log:\n    log.write('{exercise}\\n')\n"
    return solution(exercise) + line


def words(*more: str) -> list[str]:
    return [sys.executable, "-m", "grader", "week12", "--watch", *more]


@contextlib.contextmanager
def watching(cwd: Path, *more: str, **env: str) -> Iterator[Terminal]:
    """A session, which must leave no process behind and the terminal as it was."""
    import termios

    from support.terminal import Terminal

    kept = {k: v for k, v in environment(**env).items() if k != "COLUMNS"}
    terminal = Terminal(words(*more), cwd, {**kept, MARK: str(cwd)})
    try:
        terminal.wait("   q ")
        yield terminal
        after = termios.tcgetattr(terminal.theirs)
    finally:
        terminal.close()
    assert after == terminal.before, "the terminal was not put back"
    assert left_over(cwd) == []


def left_over(cwd: Path) -> list[psutil.Process]:
    """What still runs of a session a while after its end: all that it started has its environment."""
    marked = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get(MARK) == str(cwd):
                marked.append(process)
    return psutil.wait_procs(marked, timeout=20)[1]


# ---- keys -----------------------------------------------------------------------------------------------------------


@posix
def test_a_day_with_every_key_and_the_day_after(tmp_path: Path) -> None:
    week, log = lab(tmp_path) / WEEK, tmp_path / "log"
    with watching(tmp_path) as terminal:
        screen = terminal.wait("Not started yet")
        assert "ex1_preprocess.load_rgb" in screen
        pictures = importlib.util.find_spec("grader.show") is not None
        assert ("s pictures" in screen) is pictures
        for key in ("x", "\x1b[A", "\x1bOQ", "\r"):  # an arrow, F2
            terminal.press(key)
        terminal.press("h")
        terminal.wait("how to begin")
        terminal.press("H")
        assert "Press h again" in terminal.wait("hint 1 of 3")
        terminal.press("l")
        assert "ex8 finetune" in terminal.wait("you are at ex1_preprocess.load_rgb")
        if pictures:
            terminal.press("s")
            terminal.wait("pictures", 180)

        (week / "ex1_preprocess.py").write_text(wrong("ex1_preprocess", "first try"), encoding="utf-8")
        assert "ERROR" in terminal.wait("RuntimeError: first try")
        (week / "ex1_preprocess.py").write_text(counting("ex1_preprocess", log), encoding="utf-8")
        screen = terminal.wait("12/12")
        assert "ex1_preprocess.load_rgb has passed (7 of 7 checks)" in screen, "a success stays until n"
        terminal.press("n")
        assert "ex2_classify.load_labels" in terminal.wait("Not started yet")
        terminal.press("ㅜ")  # n, with the Korean keyboard on
        terminal.wait("ex2_classify.forward")
        terminal.press("q")
        assert terminal.end() == 0

    loaded = log.read_text()
    with watching(tmp_path) as terminal:
        screen = terminal.wait("Not started yet")
        assert "ex2_classify.forward" in screen, "where the student stopped"
        assert "passed and unchanged, not run again: ex1_preprocess" in screen
        os.utime(week / "ex1_preprocess.py")
        terminal.wait("ex1_preprocess.py: saved without a change")
        (week / "ex2_classify.py").write_text(wrong("ex2_classify", "second try"), encoding="utf-8")
        screen = terminal.wait("RuntimeError: second try")
        assert "ex2_classify.forward has passed" not in screen, "of all that was edited, what does not pass"
        assert log.read_text() == loaded, "ex1 was run again"
        terminal.press("\x03")
        assert terminal.end() == 130
        assert "Stopped" in terminal.text


# ---- what was edited ------------------------------------------------------------------------------------------------


@posix
def test_it_follows_what_was_edited(tmp_path: Path) -> None:
    week = lab(tmp_path) / WEEK
    right = solution("ex2_classify")
    broken = {
        name: next(head[0] for head in DEF.finditer(right) if head[1] == name)
        for name in ("load_labels", "forward", "top_k")
    }

    def breaking(*names: str, comment: str = "") -> str:
        text = right
        for name in names:
            head = broken[name]
            text = text.replace(head, f"{head}    raise RuntimeError('in {name}')\n")
        return text + comment

    (week / "ex1_preprocess.py").write_text(solution("ex1_preprocess"), encoding="utf-8")
    (week / "ex2_classify.py").write_text(breaking("forward", "top_k"), encoding="utf-8")
    with watching(tmp_path) as terminal:
        screen = terminal.wait("RuntimeError: in forward")  # past ex1, which is finished
        assert "ex2 classify" in screen
        path = week / "ex2_classify.py"
        replaced(path, breaking("load_labels", "forward", "top_k"))
        terminal.wait("RuntimeError: in load_labels")
        replaced(path, breaking("load_labels", "forward", "top_k", comment="# nothing\n"))
        terminal.wait("RuntimeError: in load_labels")
        replaced(path, right.replace(broken["top_k"], broken["top_k"] + "    raise KeyError('edited')\n"))
        terminal.wait("KeyError")  # of three that were edited, the one that does not pass
        replaced(path, right)
        assert "ex2_classify.top_k has passed" in terminal.wait("13/13")
        replaced(week / "ex1_preprocess.py", solution("ex1_preprocess") + "# nothing\n")
        terminal.read(2)
        assert "ex2_classify.top_k has passed" in terminal.screen, "only a comment of another file"
        terminal.press("n")
        terminal.wait("ex3_data.load_mnist")
        (week / "ex3_data.py").write_text(solution("ex3_data"), encoding="utf-8")
        terminal.wait("Press n to go on to ex4_inspect")
        terminal.press("q")
        assert terminal.end() == 0
    with watching(tmp_path) as terminal:
        assert "ex4_inspect.count_parameters" in terminal.wait("Not started yet"), "ex3 is finished"
        terminal.press("q")
        assert terminal.end() == 0


# ---- the failing call -----------------------------------------------------------------------------------------------

TRIED = """
import time


def conv_out(size, *more, **others):
    print("here it is:", size)
    {then}
    return -1
"""


@posix
def test_the_failing_call_has_the_terminal(tmp_path: Path) -> None:
    path = lab(tmp_path) / WEEK / "ex4_inspect.py"
    replaced(path, TRIED.format(then="twice = size * 2"))
    with watching(tmp_path, "ex4.conv_out") as terminal:
        terminal.wait("checked in")
        assert "t try" in terminal.screen
        terminal.press("t")
        screen = terminal.wait("Press Enter to go on watching")
        order = ["Its inputs:", "here it is:", "It returned:", "expected"]
        assert sorted(order, key=screen.index) == order
        replaced(path, TRIED.format(then="breakpoint()"))
        terminal.press("\n")
        terminal.wait("breakpoint() stops")
        terminal.forget()
        terminal.press("ㅅ")
        terminal.wait("(Pdb)")
        terminal.press("p size * 1000\n")
        terminal.wait("000\n")
        terminal.press("n")  # no key of the watch: a command of the debugger, when Enter comes
        terminal.press("\n")
        terminal.wait("return -1")
        terminal.press("c\n")
        terminal.wait("Press Enter to go on watching")
        terminal.press("\n")
        terminal.wait("q quit")
        replaced(path, TRIED.format(then="time.sleep(600)"))
        terminal.press("t")  # the newest file, also when its check has not begun or hangs
        terminal.wait("here it is:", 120)
        terminal.read(1)
        terminal.press("\x03")
        terminal.wait("Press Enter to go on watching")
        terminal.press("\x03")
        terminal.wait("q quit")
        replaced(path, solution("ex4_inspect"))
        terminal.wait("conv_out has passed")
        terminal.press("q")
        assert terminal.end() == 0


# ---- saves ----------------------------------------------------------------------------------------------------------


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def replaced(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def as_vim(path: Path, text: str) -> None:
    """A probe, the old file out of the way, a new one, the old one gone."""
    probe = path.with_name("4913")
    probe.touch()
    probe.unlink()
    old = path.with_name(f"{path.name}~")
    path.rename(old)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
    old.unlink()


def emptied_first(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        time.sleep(0.2)
        file.write(text)


def gone_first(path: Path, text: str) -> None:
    path.unlink()
    time.sleep(0.2)
    path.write_text(text, encoding="utf-8")


def twice(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.write_text(text, encoding="utf-8")


PATTERNS: list[Callable[[Path, str], None]] = [in_place, replaced, as_vim, emptied_first, gone_first, twice]


@posix
def test_however_an_editor_saves_and_whatever_hangs(tmp_path: Path) -> None:
    path = lab(tmp_path) / WEEK / "ex1_preprocess.py"
    with watching(tmp_path) as terminal:
        for pattern in PATTERNS:
            terminal.forget()
            pattern(path, wrong("ex1_preprocess", f"saved {pattern.__name__}"))
            terminal.wait(f"RuntimeError: saved {pattern.__name__}")
            terminal.wait("checked in")
            for never in ("syntax error", "missing", "load_rgb ok", "CRASHED"):
                assert never not in terminal.text, pattern.__name__

        terminal.forget()
        path.write_text(solution("ex1_preprocess") + "\nwhile True:\n    pass\n", encoding="utf-8")
        terminal.wait("checking")
        terminal.read(1)
        path.write_text(solution("ex1_preprocess"), encoding="utf-8")
        terminal.wait("load_rgb has passed")
        assert "TOO LONG" not in terminal.text, "the hang was waited for"

        path.unlink()
        terminal.wait("The file ex1_preprocess.py is missing")
        path.write_text("def load_rgb(path:\n", encoding="utf-8")
        terminal.wait("syntax error")
        path.write_text(solution("ex1_preprocess") + "\nwhile True:\n    pass\n", encoding="utf-8")
        terminal.wait("checking")
        terminal.press("q")
        assert terminal.end() == 0, "quits in the middle of a hang"


# ---- notebooks ------------------------------------------------------------------------------------------------------


def write_notebook(path: Path, *cells: str) -> None:
    """As Jupyter does: another file, put in its place."""
    made = [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}} for cell in cells]
    replaced(path, json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}))


@posix
@pytest.mark.parametrize("single", [False, True], ids=["folder", "file"])
def test_a_notebook_of_several_exercises(single: bool, tmp_path: Path) -> None:
    lab(tmp_path)
    folder = tmp_path / "notebooks"
    folder.mkdir()
    path = folder / "lab.ipynb"
    ex1, ex2 = solution("ex1_preprocess"), solution("ex2_classify")
    write_notebook(path, "import os", wrong("ex1_preprocess", "in a cell"), ex2)
    with watching(tmp_path, "--submission", str(path if single else folder)) as terminal:
        terminal.wait("RuntimeError: in a cell")
        assert "lab.ipynb, cell 2:" in terminal.wait("checked in")
        write_notebook(path, "import os", ex1, ex2)
        assert "load_rgb has passed" in terminal.wait("12/12")
        write_notebook(path, "import os", "%matplotlib inline", ex1, wrong("ex2_classify", "in another"))
        screen = terminal.wait("RuntimeError: in another")
        assert "ex2 classify" in screen, "the student has gone to another exercise of the same notebook"
        assert "lab.ipynb, cell 4:" in screen
        assert "Jupyter alone were left out" in terminal.wait("checked in")
        terminal.press("q")
        assert terminal.end() == 0


# ---- spawn, Korean --------------------------------------------------------------------------------------------------


@posix
def test_with_fresh_processes_in_korean(tmp_path: Path) -> None:
    week = lab(tmp_path) / WEEK
    with watching(tmp_path, "ex2", "--start", "spawn", "--lang", "ko") as terminal:
        replaced(week / "ex1_preprocess.py", wrong("ex1_preprocess", "not watched"))
        replaced(week / "ex2_classify.py", wrong("ex2_classify", "spawned"))
        terminal.wait("RuntimeError: spawned")
        assert "not watched" not in terminal.text
        assert "q 끝내기" in terminal.wait("초 만에")
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM


# ---- without a terminal ---------------------------------------------------------------------------------------------


class Reader:
    """What a session writes into a file, while it does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def wait(self, word: str, seconds: float = 90) -> str:
        end = time.monotonic() + seconds
        while word not in (text := self._path.read_text(encoding="utf-8")):
            assert time.monotonic() < end, f"no {word!r} in:\n{text}"
            time.sleep(0.05)
        return text


def test_without_a_terminal(tmp_path: Path) -> None:
    week, out = lab(tmp_path) / WEEK, tmp_path / "out"
    with out.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            words(),
            cwd=tmp_path,
            env=environment(**{MARK: str(tmp_path)}),
            stdin=subprocess.PIPE,
            stdout=file,
            stderr=file,
        )
    try:
        reader = Reader(out)
        text = reader.wait("Save a file to check it again")
        assert "h hint" not in text
        replaced(week / "ex2_classify.py", wrong("ex2_classify", "no terminal"))
        reader.wait("RuntimeError: no terminal")
        replaced(week / "ex2_classify.py", solution("ex2_classify"))
        text = reader.wait("next: ex3_data.load_mnist")
        assert "13/13" in text
        assert "\x1b" not in text
        assert process.stdin
        process.stdin.close()  # whoever started it is gone
        assert process.wait(30) == 0
        assert left_over(tmp_path) == []
    finally:
        process.kill()
        process.communicate()


@posix
def test_an_interrupt_ends_it_where_nobody_types(tmp_path: Path) -> None:
    lab(tmp_path)
    out = tmp_path / "out"
    with out.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            words(),
            cwd=tmp_path,
            env=environment(**{MARK: str(tmp_path)}),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
    try:
        Reader(out).wait("Save a file to check it again")
        time.sleep(0.5)
        assert process.poll() is None, "an empty stdin is no reason to stop"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert left_over(tmp_path) == []
        assert "Traceback" not in out.read_text(encoding="utf-8")
    finally:
        process.kill()
        process.wait()


def test_a_report_is_refused(tmp_path: Path) -> None:
    lab(tmp_path)
    done = grader(tmp_path, "week12", "--watch", "--json", "out.json")
    assert done.code == 2
    assert "--json" in done.err
    assert not (tmp_path / "out.json").exists()
