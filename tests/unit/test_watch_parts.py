"""The parts of `--watch` that need no process: what a save changes, where the student is, what the screen says."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from support.grading import ROOT, read_week

from grader.checking.examiner import grade
from grader.checking.setting import Setting
from grader.core.model import CheckResult, CheckSpec, Finding, Lang, Status, SubmissionResult
from grader.core.target import Target
from grader.core.workspace import Chosen, Workspace
from grader.intake.notebooks import NotebookReader
from grader.intake.places import Place
from grader.intake.read import Rereading, hand_in
from grader.results import progress
from grader.sandbox.launcher import Launcher
from grader.watch import keys
from grader.watch.board import Board, Spot
from grader.watch.edited import Edit, edits, read_parts
from grader.watch.memory import Memory
from grader.watch.rounds import Rounds, Saves
from grader.watch.screen import KEYS, View, screen
from grader.watch.snapshot import Snapshot, settled, take, untouched

WEEK = read_week("week12")
PASSED, FAILED = Status.PASSED, Status.FAILED


def result(spec: CheckSpec, status: Status) -> CheckResult:
    return CheckResult(spec, status, finding=None if status is PASSED else Finding("value", call="f(x)"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("ex1_preprocess", "ex2_classify"):
        (tmp_path / f"{name}.py").write_text("import torch\n", encoding="utf-8")
    return tmp_path


def read(folder: Path, exercise: str = "ex1_preprocess") -> Snapshot:
    return take(hand_in(folder, "here", WEEK), folder, exercise, "")


def prints(folder: Path) -> dict[str, str]:
    return {e: read(folder, e).fingerprint for e in ("ex1_preprocess", "ex2_classify")}


# ---- what depends on what -------------------------------------------------------------------------------------------


def changed(folder: Path, name: str, text: str) -> set[str]:
    before = prints(folder)
    (folder / name).write_text(text, encoding="utf-8")
    return {e for e, p in prints(folder).items() if p != before[e]}


def test_a_file_concerns_its_own_exercise(folder: Path) -> None:
    assert changed(folder, "ex1_preprocess.py", "import numpy\n") == {"ex1_preprocess"}
    assert changed(folder, "notes.txt", "x") == set()
    assert changed(folder, "ex7_extract.py", "import ex1_preprocess\n") == set()


def test_a_helper_concerns_who_names_it(folder: Path) -> None:
    (folder / "ex1_preprocess.py").write_text("from outer import f\n", encoding="utf-8")
    (folder / "outer.py").write_text("import inner\n", encoding="utf-8")
    assert changed(folder, "inner.py", "x = 1\n") == {"ex1_preprocess"}
    assert changed(folder, "inner.py", "x = 2\n") == {"ex1_preprocess"}
    assert changed(folder, "outer.py", "x = 3\n") == {"ex1_preprocess"}
    assert changed(folder, "inner.py", "x = 4\n") == set(), "nobody names it any more"


def test_the_checks_the_seed_and_the_exercise_are_part_of_it(folder: Path, launcher: Launcher) -> None:
    found = set()
    for seed in (0, 1):
        setting = Setting(WEEK, launcher, ROOT / "datasets", seed)
        one = Rounds(setting, Board(WEEK.checks), Target(), Chosen(folder, "here"), post=lambda event: None)
        found |= {snapshot.fingerprint for snapshot in one.seen.values()}
    assert len(found) == 2 * len(WEEK.exercises)


def test_unreadable_files_differ_too(folder: Path) -> None:
    seen = set()
    for data in (b"\xff\n", b"\xfe\n", b"\n\n\xfe", b"x" * (2 << 20)):
        (folder / "ex1_preprocess.py").write_bytes(data)
        seen.add(prints(folder)["ex1_preprocess"])
    (folder / "ex1_preprocess.py").unlink()
    assert len(seen | {prints(folder)["ex1_preprocess"]}) == 5
    assert read(folder).blank


def test_a_save_is_read_when_it_is_complete(folder: Path) -> None:
    path = folder / "ex1_preprocess.py"
    steps = iter([lambda: path.unlink(), lambda: path.touch(), lambda: path.write_text("x = 1\n")])

    def step() -> Snapshot:
        next(steps, lambda: None)()
        return read(folder)

    assert settled(step).files("ex1_preprocess") == {"ex1_preprocess.py": b"x = 1\n"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_stub_needs_no_run(tmp_path: Path, end: str) -> None:
    text = (ROOT / "exercises/week12/ex1_preprocess.py").read_text(encoding="utf-8")
    path = tmp_path / "ex1_preprocess.py"
    path.write_text(text, encoding="utf-8", newline=end)
    found = untouched(WEEK, read(tmp_path))
    assert {r.status for r in found} == {Status.NOT_STARTED}
    assert len(found) == sum(c.exercise == "ex1_preprocess" for c in WEEK.checks)
    finding = found[0].finding
    assert finding
    assert text.splitlines()[finding.line - 1].startswith("def load_rgb")
    path.write_text(text + "x = 1\n", encoding="utf-8")
    assert untouched(WEEK, read(tmp_path)) == []


def test_what_comes_first_and_the_order_of_results(launcher: Launcher) -> None:
    seen: list[str] = []
    found = grade(
        Setting(WEEK, launcher, ROOT / "datasets"),
        read(ROOT / "solutions" / "week12", "ex2_classify"),
        target=Target("ex2_classify"),
        first=Target("ex2_classify", "top_k"),
        on_result=lambda result: seen.append(result.spec.function),
    )
    assert list(dict.fromkeys(seen)) == ["top_k", "load_labels", "forward", "predict_labels"]
    assert [c.spec for c in found.checks] == [c for c in WEEK.checks if c.exercise == "ex2_classify"]


# ---- notebooks ------------------------------------------------------------------------------------------------------

EX1, EX2, EX3 = (e.name for e in WEEK.exercises[:3])
CELLS = [
    "import torch",
    "def to_batch(image):\n    return image",
    "def forward(model, batch): return batch",
    "def image_grid(images): return 1",
]


def write(path: Path, *cells: str, **more: object) -> None:
    made = [{"cell_type": "code", "source": cell, "outputs": [], "metadata": {}, **more} for cell in cells]
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": made}))


def rounds(path: Path, launcher: Launcher) -> Rounds:
    setting = Setting(WEEK, launcher, ROOT / "datasets")
    return Rounds(setting, Board(WEEK.checks), Target(), Chosen(path, "here"), post=lambda event: None)


def test_a_snapshot_of_a_notebook_is_one_moment_and_knows_its_cells(tmp_path: Path) -> None:
    book = tmp_path / "lab.ipynb"
    write(book, *CELLS)
    snapshot = read(tmp_path)
    assert snapshot.file == "lab.ipynb"
    assert snapshot.stamp == book.stat().st_mtime_ns
    assert snapshot.place(EX1, f"{EX1}.py", 6) == Place("here/lab.ipynb, cell 2", 2)
    write(book, *CELLS[:2], "def forward(model, batch): return 2")
    assert b"return batch" in snapshot.files(EX1)[f"{EX1}.py"], "what was read, not what is there"
    book.unlink()
    assert read(tmp_path).blank


def test_outputs_are_no_change_and_cells_are(tmp_path: Path) -> None:
    book = tmp_path / "lab.ipynb"
    write(book, *CELLS)
    before = read(tmp_path).fingerprint
    write(book, *CELLS, outputs=[{"output_type": "stream", "name": "stdout", "text": "ran"}])
    assert read(tmp_path).fingerprint == before
    write(book, "", *CELLS)
    assert read(tmp_path).fingerprint != before, "the lines are in other cells"


def test_a_save_of_a_notebook_concerns_all_and_means_the_one_that_changed(
    tmp_path: Path, launcher: Launcher
) -> None:
    book = tmp_path / "lab.ipynb"
    write(book, *CELLS)
    for path in (tmp_path, book):
        one = rounds(path, launcher)
        assert one.look() == Saves([], [], [], [])
        write(book, *CELLS[:2], "def forward(model, batch): return 2", CELLS[3])
        saves = one.look()
        assert saves.changed[:3] == [EX1, EX2, EX3], "each sees the whole notebook"
        assert saves.edited == [(EX2, "forward")]
        assert saves.at == [EX2], "the student is where the function is"
        write(book, *CELLS[:2], "def forward(model, batch): return 2", CELLS[3], "# more")
        assert one.look().at == [], "a comment: the student stays"
        write(book, *CELLS[:2], "def forward(model, batch): return 2", CELLS[3], "seen = 1")
        assert one.look().at[:3] == [EX1, EX2, EX3], "any of them may be meant"
        os.utime(book, ns=(1, 1))
        saves = one.look()
        assert (saves.changed, saves.same[:3]) == ([], [EX1, EX2, EX3])
        write(book, *CELLS)


def test_half_a_notebook_is_waited_for(tmp_path: Path) -> None:
    book = tmp_path / f"{EX1}.ipynb"
    write(book, *CELLS)
    whole = book.read_text()
    steps = iter([lambda: book.write_text(whole[:90]), lambda: None, lambda: None])

    def step() -> Snapshot:
        next(steps, lambda: book.write_text(whole))()
        return read(tmp_path)

    assert b"to_batch" in settled(step).files(EX1)[f"{EX1}.py"]


def test_a_notebook_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = []
    original = NotebookReader.read
    monkeypatch.setattr(NotebookReader, "read", lambda *words: reads.append(1) or original(*words))
    write(tmp_path / "lab.ipynb", *CELLS)
    reading = Rereading(tmp_path, "here", WEEK)
    first = reading.read()
    assert reading.read() == first
    assert len(reads) == 1
    write(tmp_path / "lab.ipynb", *CELLS[:2])
    assert reading.read() != first
    assert len(reads) == 2


# ---- which function was edited --------------------------------------------------------------------------------------

FILE = """import torch
from outer import scale
SIZES = [1]

def _area(box):
    return box * SIZES[0]

def box_iou(a, b):
    return _area(a) / _area(b)

def nms(boxes, scores):
    keep = box_iou(boxes, boxes)
    return keep[scores > 0]

class Model:
    def forward(self, x):
        return scale(x)

def detect(model, size=2):
    SIZES = size
    return Model()(SIZES)

def count(names):
    # how many
    return len(names)
"""
OUTER = "import inner\ndef scale(x): return inner.f(x)\n"
NAMES = ["detect", "count", "box_iou", "nms"]


def edited(text: str, before: str = FILE, **helpers: str) -> dict[str, Edit]:
    files = {"outer.py": OUTER.encode(), "inner.py": b"def f(x): return x\n"}
    old = read_parts("ex.py", files | {"ex.py": before.encode()})
    now = read_parts(
        "ex.py", files | {"ex.py": text.encode()} | {f"{n}.py": h.encode() for n, h in helpers.items()}
    )
    assert old
    assert now
    return edits(old, now, NAMES)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("return len(names)", "return 3", {"count": Edit.OWN}),
        ("def count(names):", "@torch.no_grad()\ndef count(names):", {"count": Edit.OWN}),
        ("def count", "def counted", {"count": Edit.OWN}),
        ("# how many", "# how many there are", {"count": Edit.TEXT}),
        ("len(names)", "len( names )", {"count": Edit.TEXT}),
        ("return box *", "return 2 * box *", {"box_iou": Edit.USED, "nms": Edit.USED}),
        ("return keep[", "return 1 + keep[", {"nms": Edit.OWN}),
        ("_area(a) /", "2 /", {"box_iou": Edit.OWN, "nms": Edit.USED}),
        ("return scale(x)", "return x", {"detect": Edit.USED}),
        ("SIZES = [1]", "SIZES = [2]", {"box_iou": Edit.USED, "nms": Edit.USED}),
        ("SIZES = [1]", "SIZES = [1]\nSIZES.append(2)", {"box_iou": Edit.USED, "nms": Edit.USED}),
        ("SIZES = [1]", "SIZES = [1]\nfor i in 1, 2:\n    SIZES[i] = 2", {"box_iou": Edit.USED, "nms": Edit.USED}),
        ("from outer import scale", "from torch import cat as scale", {"detect": Edit.USED}),
        ("import torch", "import torch\nimport os", {}),
        ("import torch", '"""What it is."""\n\n\n# a comment\nimport torch', {}),
        ("def nms", "\n\n# below\ndef nms", {}),
        ("\n", "\r\n", {}),
        ("\n", "  \n", {}),
    ],
)  # fmt: skip
def test_the_function_that_was_edited(old: str, new: str, found: dict[str, Edit]) -> None:
    assert old in FILE
    assert edited(FILE.replace(old, new)) == found


def test_a_helper_module_edits_who_uses_it() -> None:
    assert edited(FILE, outer=OUTER.replace("inner.f(x)", "2")) == {"detect": Edit.USED}
    assert edited(FILE, inner="def f(x): return 2\n") == {"detect": Edit.USED}
    star = FILE.replace("import scale", "import *")
    assert edited(star, star, inner="def f(x): return 2\n") == dict.fromkeys(NAMES, Edit.USED)
    inside = FILE.replace("# how many", "import outer")
    assert edited(inside, inside, outer="\n")["count"] is Edit.OWN


def test_no_code_where_python_cannot_read_it() -> None:
    assert read_parts("ex.py", {"ex.py": b"def f(:"}) is None
    assert read_parts("ex.py", {"other.py": b""}) is None
    assert read_parts("ex.py", {"ex.py": b"x = " + b"(" * 5000}) is None
    assert read_parts("ex.py", {"ex.py": b"\0"}) is None


def test_a_save_says_which_functions_it_edited(folder: Path, launcher: Launcher) -> None:
    path = folder / "ex2_classify.py"
    path.write_text("def forward(): return 1\ndef top_k(): return forward()\n", encoding="utf-8")
    one = rounds(folder, launcher)

    def save(text: str) -> Saves:
        path.write_text(text, encoding="utf-8")
        return one.look()

    assert save("def forward(): return 2\ndef top_k(): return forward()\n").edited == [(EX2, "forward")]
    saves = save("def forward(): return 2\ndef top_k(: return 3\n")
    assert (saves.edited, saves.at) == ([], [EX2]), "nothing can be told of it"
    saves = save("def forward(): return 2\ndef top_k(): return 3\n")
    assert saves.edited == [(EX2, "top_k")], "compared with what Python could last read"
    saves = save("# nothing\ndef forward(): return 2\n\n\ndef top_k(): return 3\n")
    assert saves == Saves([EX2], [], [], [])
    path.unlink()
    saves = one.look()
    assert (saves.edited, saves.at) == ([], [EX2])
    saves = save("def forward(): return 2\ndef top_k(): return 4\n")
    assert saves.edited == [(EX2, "top_k")]


# ---- where the student is -------------------------------------------------------------------------------------------


def learn(board: Board, place: Spot, status: Status) -> None:
    board.learn(result(c, status) for c in board.of(place))


def test_of_several_edited_functions_the_first_that_does_not_pass() -> None:
    home, first, second, third = Board(WEEK.checks).functions[:4]
    board = Board(WEEK.checks, spot=home)
    board.spot = board.seek([first, second, third], home=home)
    assert board.spot == first, "not known yet"
    learn(board, first, PASSED)
    board.spot = board.led()
    assert board.spot == second
    learn(board, third, FAILED)
    assert board.led() == second
    learn(board, second, PASSED)
    board.spot = board.led()
    assert board.spot == third
    assert board.led() == third
    learn(board, third, PASSED)
    assert board.led() == third, "a success stays until n"


def test_when_all_that_was_edited_passes() -> None:
    board = Board(WEEK.checks)
    first, second = board.functions[:2]
    board.spot = board.seek([second], home=second)
    learn(board, second, PASSED)
    assert board.led() == second
    board.spot = board.seek([first, second], home=second)
    learn(board, first, PASSED)
    assert board.led() == second, "where the student was"


def test_next_goes_on_while_results_arrive() -> None:
    board = Board(WEEK.checks, spot=(EX1, "denormalize"))
    learn(board, board.spot, PASSED)
    board.spot = board.seek(board.after(board.spot), home=board.spot)
    assert board.spot == (EX1, "load_rgb")
    for place in board.functions:
        if place[0] == EX1:
            learn(board, place, PASSED)
            board.spot = board.led()
    assert board.spot == (EX2, "load_labels"), "ex1 is finished"
    for place in board.functions:
        learn(board, place, PASSED)
    assert board.led() == (EX1, "denormalize")


@pytest.mark.parametrize("own", [True, False])
def test_where_the_student_stopped(own: bool, tmp_path: Path) -> None:
    workspace, functions = Workspace(tmp_path), Board(WEEK.checks).functions
    memory = Memory(workspace, WEEK, Chosen(tmp_path, "here", own=own))
    assert memory.spot(functions) == functions[0]
    memory.stay(functions[5])
    again = Memory(workspace, WEEK, Chosen(tmp_path, "here", own=own))
    assert again.spot(functions) == functions[5 if own else 0]
    assert again.spot(functions[:3]) == functions[0], "only a part is watched"


def test_next_stays_in_the_exercise_first() -> None:
    board = Board(WEEK.checks, spot=("ex1_preprocess", "build_transform"))
    assert board.next() == ("ex1_preprocess", "to_batch")
    board.learn(result(c, PASSED) for c in board.of_exercise("ex1_preprocess") if c.function != "load_rgb")
    assert board.next() == ("ex1_preprocess", "load_rgb")
    board.learn(result(c, PASSED) for c in board.of_exercise("ex1_preprocess"))
    assert board.next() == ("ex2_classify", "load_labels")
    assert board.open() == ("ex2_classify", "load_labels")
    board.learn(result(c, PASSED) for c in WEEK.checks)
    assert board.next() is None
    assert board.open() is None


def test_one_failure_decides_and_a_pass_takes_all() -> None:
    board = Board(WEEK.checks)
    first, *rest = board.of(board.spot)
    board.learn([result(first, PASSED)])
    assert not board.decided()
    board.learn([CheckResult(rest[0], FAILED)])  # remembered from another day, without its finding
    assert not board.decided()
    board.learn([result(rest[0], FAILED)])
    assert board.decided()
    board.learn(result(c, PASSED) for c in rest)
    assert board.decided()
    board.forget(first.exercise)
    assert not board.decided()


def test_plain_results_end_what_was_known_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "ex1_preprocess.py").touch()
    checks = tuple(result(c, PASSED) for c in WEEK.checks if c.exercise == "ex1_preprocess")
    found = SubmissionResult("week12", "me", checks, "process", 0, 1.0, "2")
    memory = progress.load_progress(tmp_path / ".grader")
    memory.record(found, tmp_path, {"ex1_preprocess": "abc"})
    assert progress.load_progress(tmp_path / ".grader").week("week12").known == {"ex1_preprocess": "abc"}
    memory.record(found, tmp_path)
    assert progress.load_progress(tmp_path / ".grader").week("week12").known == {}


# ---- keys and screen ------------------------------------------------------------------------------------------------


def test_letters() -> None:
    assert keys.letters("hHㅗㅣㄴㅅㅜㅂ") == ["h", "h", "h", "l", "s", "t", "n", "q"]
    assert keys.letters("x\x1b[A\x1bOQ\x1b[1;5Ch\x1bqn") == ["x", "h", "n"], "arrows, F2, Alt-q"
    assert keys.letters("quickly pasted text\n") == []
    assert keys.letters("\x1b") == keys.letters("") == []
    assert keys.letters("\x04") == [keys.END]


def shown(view: View, lang: Lang) -> str:
    console = Console(file=io.StringIO(), width=80, highlight=False)
    console.print(screen(view, WEEK, lang))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert max(cell_len(line) for line in text.splitlines()) <= 80
    return str(text)


@pytest.mark.parametrize(
    ("lang", "keys_", "passed", "press"),
    [
        (
            "en",
            " h hint   l list   s pictures   t try   n next   q quit",
            "has passed (7 of 7",
            "Press n to go on to",
        ),
        (
            "ko",
            " h 힌트   l 목록   s 그림   t 실행   n 다음   q 끝내기",
            "검사 7개를 모두 통과",
            "n 키를 누르면",
        ),
    ],
)
def test_the_screen(lang: Lang, keys_: str, passed: str, press: str) -> None:
    board = Board(WEEK.checks)
    assert keys_ in shown(View(board, keys="".join(KEYS)), lang)
    board.learn(result(c, PASSED) for c in board.of(board.spot))
    text = shown(View(board, keys="hlsnq", seconds=0.26, notes=["a note"]), lang)
    assert passed in text
    assert press in text
    assert "0.3" in text
    assert "a note" in text
    assert press not in shown(View(board), lang), "there is no n without keys"
    assert press not in shown(View(board, checking=True, keys="n"), lang), "what is next is not known yet"
    board.learn(result(c, PASSED) for c in WEEK.checks)
    assert press not in shown(View(board, keys="hlsnq"), lang)
    board.learn(result(c, FAILED) for c in board.of(board.spot))
    assert shown(View(board, every=True), lang).count("week12.ex1.load_rgb") == 7
    assert shown(View(board), lang).count("week12.ex1.load_rgb") == 1
