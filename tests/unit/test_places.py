"""A submission knows its places: every command names a line in what was handed in, never in a file made of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.grading import DATASETS, ROOT, read_week
from support.handed import notebook, put, zipped

from grader.checking.examiner import grade
from grader.checking.setting import Setting
from grader.core.model import Finding, SubmissionResult
from grader.core.target import Target
from grader.intake.notebooks import NotebookReader
from grader.intake.pick import Work
from grader.intake.places import Origin, Place, line_by_line
from grader.intake.read import Handed, hand_in, read_entry
from grader.intake.submission import Entry, HandedIn
from grader.notebook.cells import Executed, pick
from grader.results.report import encode, report_of
from grader.sandbox.launcher import Launcher
from grader.show.stage import Together

WEEK = read_week("week12")
EX1 = "ex1_preprocess"
SOLUTION = (ROOT / "solutions" / "week12" / f"{EX1}.py").read_text(encoding="utf-8")
BOOM = "import torch\n\ndef to_batch(image):\n    raise KeyError('boom')\n"


def bulk(path: Path) -> Handed:
    """As `grader bulk` reads a submission."""
    return read_entry(Entry("kim", "folder" if path.is_dir() else "archive", (path,)), WEEK)


# ---- lines and cells ------------------------------------------------------------------------------------------------


def test_every_line_of_a_notebook_is_found_again() -> None:
    """Also what is moved (`from __future__`), what was dropped (magics), and a comment that looks like our own mark."""
    cells = [
        "a = 1\nb = 2",
        "%matplotlib inline\nc = 3\n# cell 9\nd = 4\n",
        "broken (",
        "e = 5\nfrom __future__ import annotations\nf = 6",
        "%%time\ng = 7",
    ]
    book = NotebookReader().read(notebook(*cells))
    origin = Origin("lab.ipynb", book.cells)
    found = 0
    for number, line in enumerate(book.code.decode().split("\n"), 1):
        if "=" in line or "__future__" in line:
            place = origin.place("kim", number)
            name, _, cell = place.file.partition(", cell ")
            assert name == "kim/lab.ipynb"
            assert cells[int(cell) - 1].split("\n")[place.line - 1] == line
            found += 1
    assert found == 8


def test_a_claim_of_any_line_is_answered() -> None:
    book = NotebookReader().read(notebook("a = 1"))
    for line in (-(10**30), -1, 0, 1, 10**30):
        assert Origin("a.ipynb", book.cells).place("kim", line).file.startswith("kim/a.ipynb")
        assert Origin("", line_by_line([(3, 1)])).place("kim", line).file in ("", "In[3]")


def test_cells_that_were_run_are_named_as_jupyter_names_them() -> None:
    one = pick([Executed(3, "x = 1"), Executed(5, "\ndef f():\n    return x")], "ex1_some", ["f", "g"])
    origin = Origin("", line_by_line(one.places))
    assert [origin.place("week12", line) for line in (1, 2, 3)] == [
        Place("In[3]", 1),
        Place("In[5]", 2),
        Place("In[5]", 3),
    ]
    assert origin.place("week12", 4) == Place("", 0), "a stub that is in no cell"


# ---- files ----------------------------------------------------------------------------------------------------------


def test_a_file_is_named_as_it_was_handed_in(tmp_path: Path) -> None:
    files = {f"과제/{EX1} (1).py": BOOM.encode(), "과제/my-utils-1.py": b"", "과제/tools-2.py": b""}
    handed = bulk(put(tmp_path / "kim", files))
    assert set(handed.files(EX1)) == {f"{EX1}.py", "my-utils-1.py", "tools.py"}
    for name in ("", f"{EX1}.py"):
        assert handed.place(EX1, name, 7) == Place(f"kim/과제/{EX1} (1).py", 7)
    assert handed.place(EX1, "tools.py", 2) == Place("kim/과제/tools-2.py", 2), "a helper's own name"
    assert handed.place(EX1, "written.py", 1) == Place("kim/written.py", 1), "by the student's code itself"
    assert handed.place("ex2_classify", "", 0) == Place("kim/ex2_classify.py", 0), "what is missing"
    packed = bulk(zipped(tmp_path / "kim.zip", {f"HW/{EX1}.py": BOOM.encode()}))
    assert packed.place(EX1, "", 7) == Place(f"kim/HW/{EX1}.py", 7)


def test_a_folder_of_plain_files_keeps_its_names(tmp_path: Path) -> None:
    handed = hand_in(put(tmp_path, {f"{EX1}.py": BOOM.encode()}), "exercises/week12", WEEK)
    assert handed.place(EX1, "", 4) == Place(f"exercises/week12/{EX1}.py", 4)
    assert handed.place(EX1, "utils.py", 2) == Place("exercises/week12/utils.py", 2)


@pytest.mark.parametrize(
    ("shown", "said"),
    [("lab.ipynb", "lab.ipynb"), ("a/lab.ipynb", "a/lab.ipynb"), ("/x/lab.ipynb", "/x/lab.ipynb")],
)
def test_a_single_file_is_named_once(tmp_path: Path, shown: str, said: str) -> None:
    put(tmp_path, {"lab.ipynb": notebook("x = 1", BOOM), f"{EX1}.py": BOOM.encode()})
    handed = hand_in(tmp_path / "lab.ipynb", shown, WEEK)
    assert handed.place(EX1, "", 8) == Place(f"{said}, cell 2", 4)
    plain = hand_in(tmp_path / f"{EX1}.py", f"b/{EX1}.py", WEEK)
    assert plain.place(EX1, "", 4) == Place(f"b/{EX1}.py", 4)


def test_what_was_read_says_its_places_in_its_digest(tmp_path: Path) -> None:
    """A report names places: what was moved is graded again."""
    names = (f"{EX1}.py", f"a/{EX1}.py", f"a/{EX1}-1.py")
    digests = {bulk(put(tmp_path / str(i), {name: BOOM.encode()})).digest for i, name in enumerate(names)}
    assert len(digests) == 3


def test_two_exercises_side_by_side_for_a_picture(tmp_path: Path) -> None:
    book = notebook("def load_labels(path): pass", BOOM)
    handed = Together(bulk(put(tmp_path, {"a.ipynb": book, "ex7_extract.py": b"x = 1"})), ("ex7_extract",))
    assert handed.place(EX1, "", 6) == Place("kim/a.ipynb, cell 2", 2)
    assert handed.place(EX1, "ex7_extract.py", 1) == Place("kim/ex7_extract.py", 1)


# ---- findings -------------------------------------------------------------------------------------------------------


def finding(handed: HandedIn, launcher: Launcher) -> Finding:
    """Of `to_batch`, when it is graded."""
    setting = Setting(WEEK, launcher, DATASETS)
    result: SubmissionResult = grade(setting, handed, target=Target(EX1, "to_batch"))
    found = {c.finding.kind: c.finding for c in result.checks if c.finding}
    (only,) = found.values()
    return only


@pytest.mark.parametrize(
    ("cells", "cell", "line", "got"),
    [
        (["%matplotlib inline", BOOM, "x = 1"], 2, 4, "KeyError: 'boom'"),
        (["x = 1", "def to_batch(image):\n    return image"], 2, 1, ""),
        (["x = 1", BOOM, "y = 2\nreturn"], 3, 2, "SyntaxError: 'return' outside function (lab.ipynb, cell 3, line 2)"),
        (["# cell 7\nx = 1", "\n# cell 99\n" + BOOM], 2, 6, "KeyError: 'boom'"),
        (["def to_batch(image):\n    import os\n    os._exit(3)"], 1, 1, ""),
    ],
    ids=["raised", "wrong", "syntax", "comments", "died"],
)  # fmt: skip
def test_bulk_and_self_check_say_the_same_place(
    cells: list[str], cell: int, line: int, got: str, tmp_path: Path, launcher: Launcher
) -> None:
    put(tmp_path / "kim", {"과제/lab.ipynb": notebook(*cells)})
    marked = finding(bulk(tmp_path / "kim"), launcher)
    assert (marked.file, marked.line) == (f"kim/과제/lab.ipynb, cell {cell}", line)
    own = finding(hand_in(tmp_path / "kim" / "과제", "notebooks/week12", WEEK), launcher)
    assert (own.file, own.line) == (f"notebooks/week12/lab.ipynb, cell {cell}", line)
    if got:
        assert marked.got == own.got == got
    if "SyntaxError" in got:
        assert marked.params["line"] == str(line)


def test_a_helper_beside_a_notebook_has_its_own_line(tmp_path: Path, launcher: Launcher) -> None:
    files = {"lab.ipynb": notebook("x = 1", "from tools import f\ndef to_batch(image): return f()")}
    put(tmp_path, files | {"tools.py": b"\n\ndef f():\n    raise KeyError(3)\n"})
    found = finding(bulk(tmp_path), launcher)
    assert (found.file, found.line, found.got) == ("kim/tools.py", 4, "KeyError: 3")


def test_a_notebook_that_cannot_be_read_is_a_finding_in_its_own_lines(
    tmp_path: Path, launcher: Launcher
) -> None:
    """The self-check ended with a traceback and exit code 3."""
    put(tmp_path, {f"{EX1}.ipynb": notebook("x = 1") + b"\n\xff"})
    for handed, before in ((bulk(tmp_path), "kim"), (hand_in(tmp_path, "here", WEEK), "here")):
        found = finding(handed, launcher)
        assert (found.kind, found.file, found.line) == ("encoding", f"{before}/{EX1}.ipynb", 2)


def test_a_plain_file_is_named_as_before(tmp_path: Path, launcher: Launcher) -> None:
    put(tmp_path, {f"{EX1}.py": SOLUTION.encode() + b"\ndef to_batch(image):\n    return 3(\n"})
    found = finding(hand_in(tmp_path, "exercises/week12", WEEK), launcher)
    line = SOLUTION.count("\n") + 3
    assert (found.kind, found.file, found.line) == ("syntax", f"exercises/week12/{EX1}.py", line)
    assert found.got == f"SyntaxError: '(' was never closed ({EX1}.py, line {line})"


def test_cells_and_saved_files_in_a_running_kernel(tmp_path: Path, launcher: Launcher) -> None:
    one = pick([Executed(1, "import os"), Executed(4, BOOM)], EX1, ["to_batch", "load_rgb"])
    work = Work(one.code, Origin("", line_by_line(one.places)), {})
    handed = Handed("notebook", "week12", None, (), "", {EX1: work})
    found = finding(handed, launcher)
    assert (found.file, found.line) == ("In[4]", 4)


def test_json_says_the_cell(tmp_path: Path, launcher: Launcher) -> None:
    put(tmp_path, {"lab.ipynb": notebook("x = 1", BOOM)})
    setting = Setting(WEEK, launcher, DATASETS)
    result = grade(setting, bulk(tmp_path), target=Target(EX1, "to_batch"))
    check = json.loads(encode(report_of(result, WEEK)))["checks"][0]
    assert (check["file"], check["line"]) == ("kim/lab.ipynb, cell 2", 4)
