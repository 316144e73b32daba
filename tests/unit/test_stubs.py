"""Stubs: made from solutions, kept apart from a student's edits, and restored. Nothing that was edited is ever lost."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from grader.authoring.stubs import Synced, make_stub, write_stubs
from grader.core.errors import UsageError
from grader.core.model import Week
from grader.core.stub import FileAction, back_up, parameters, restore
from grader.core.workspace import Workspace

PATH = Path("solutions/week12/ex6_detect.py")

SOLUTION = '''\
"""Exercise 6. 한글."""

import torch

LIMIT = 3  # stays


def box_iou(a, b):
    """How much two boxes overlap."""
    # BEGIN SOLUTION
    inner = 1
    return inner
    # END SOLUTION


@torch.no_grad()
def nms(
    boxes,
    scores,
):
    kept = []  # given
    for i in range(3):
        # BEGIN SOLUTION
        kept.append(i)
        # END SOLUTION
    return kept


def helper(x):
    return x
'''

STUB = '''\
"""Exercise 6. 한글."""

import torch

LIMIT = 3  # stays


def box_iou(a, b):
    """How much two boxes overlap."""
    raise NotImplementedError("ex6_detect.box_iou")


@torch.no_grad()
def nms(
    boxes,
    scores,
):
    kept = []  # given
    for i in range(3):
        raise NotImplementedError("ex6_detect.nms")
    return kept


def helper(x):
    return x
'''


def stub(source: str) -> str:
    return make_stub(source, exercise="ex6_detect", path=PATH)


def broken(source: str) -> UsageError:
    with pytest.raises(UsageError) as caught:
        stub(dedent(source))
    return caught.value


# ---- make_stub ----------------------------------------------------------------------------------------------------


def test_stub_is_the_golden_text() -> None:
    assert stub(SOLUTION) == STUB


def test_stub_of_a_stub_is_itself() -> None:
    assert stub(STUB) == STUB


def test_windows_line_ends_give_the_same_stub() -> None:
    assert stub(SOLUTION.replace("\n", "\r\n")) == STUB


@pytest.mark.parametrize("tail", ["", "\n", "\n\n\n", "\n   \n"])
def test_marker_in_the_last_line(tail: str) -> None:
    made = stub("def f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION" + tail)
    assert made.rstrip() == 'def f(x):\n    raise NotImplementedError("ex6_detect.f")'
    assert made.endswith("\n")


def test_region_may_be_indented_by_tabs() -> None:
    made = stub("def f(x):\n\t# BEGIN SOLUTION\n\treturn x\n\t# END SOLUTION\n")
    assert made == 'def f(x):\n\traise NotImplementedError("ex6_detect.f")\n'


def test_nested_function_is_named_after_the_function_that_the_student_calls() -> None:
    made = stub(
        dedent("""\
        def outer(x):
            def inner():
                # BEGIN SOLUTION
                return x
                # END SOLUTION

            return inner()
        """)
    )
    assert made.count('raise NotImplementedError("ex6_detect.outer")') == 1
    assert "return x" not in made
    assert "return inner()" in made


def test_async_function_is_a_top_level_function_too() -> None:
    made = stub("async def f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n")
    assert made == 'async def f(x):\n    raise NotImplementedError("ex6_detect.f")\n'


@pytest.mark.parametrize("odd", ["\x0c", "\x1c", "\x85", "\u2028"])
def test_odd_characters_in_a_text_are_kept_and_move_no_line_number(odd: str) -> None:
    text = f'WORD = "a{odd}b"\n\n\ndef f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n'
    made = stub(text)
    assert made == f'WORD = "a{odd}b"\n\n\ndef f(x):\n    raise NotImplementedError("ex6_detect.f")\n'
    assert broken(text.replace("    # END SOLUTION\n", "")).params["line"] == 5


def test_nested_marker() -> None:
    error = broken("""\
        def f(x):
            # BEGIN SOLUTION
            y = x
            # BEGIN SOLUTION
            return y
            # END SOLUTION
        """)
    assert (error.key, error.params) == ("marker_nested", {"path": PATH, "line": 4})


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def f(x):\n    # BEGIN SOLUTION\n    return x\n", 2),
        ("def f(x):\n    y = x\n    # BEGIN SOLUTION\n    return y\n\n\ndef g(x):\n    # END SOLUTION\n    pass\n", 3),
        ("def f(x):\n    # BEGIN SOLUTION\n    return x\n\n\nY = 3\n# END SOLUTION\n", 2),
    ],
    ids=["to the end", "into the next function", "out of the function"],
)  # fmt: skip
def test_unclosed_marker(source: str, line: int) -> None:
    error = broken(source)
    assert (error.key, error.params) == ("marker_unclosed", {"path": PATH, "line": line})


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("def f(x):\n    return x\n    # END SOLUTION\n", 3),
        ("# END SOLUTION\n", 1),
        ("def f(x):\n    # BEGIN SOLUTION\n    return x\n    # END SOLUTION\n    # END SOLUTION\n", 5),
    ],
)
def test_stray_marker(source: str, line: int) -> None:
    error = broken(source)
    assert (error.key, error.params) == ("marker_stray", {"path": PATH, "line": line})


@pytest.mark.parametrize(
    "marker",
    [
        "#BEGIN SOLUTION",
        "# begin solution",
        "#  BEGIN  SOLUTION",
        "### BEGIN SOLUTION",
        "# BEGIN SOLUTION:",
        "# BEGIN SOLUTIONS",
        "y = 1  # BEGIN SOLUTION",
        "# BEGIN_SOLUTION",
        "# BEGIN-SOLUTION",
    ],
)
def test_misspelt_marker_never_leaks_a_solution(marker: str) -> None:
    end = marker.replace("BEGIN", "END").replace("begin", "end")
    error = broken(f"def f(x):\n    x = 2\n    {marker}\n    return x\n    {end}\n")
    assert (error.key, error.params) == ("marker_misspelt", {"path": PATH, "line": 3})


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("# BEGIN SOLUTION\nX = 1\n# END SOLUTION\n", 1),
        ("def f(x):\n    return x\n\n\n# BEGIN SOLUTION\nX = 1\n# END SOLUTION\n", 5),
        (
            "class A:\n    def f(self):\n        # BEGIN SOLUTION\n        return 1\n        # END SOLUTION\n",
            3,
        ),
        ("@decorated\n# BEGIN SOLUTION\ndef f(x):\n    return x\n    # END SOLUTION\n", 2),
    ],
    ids=["module", "after a function", "method", "above def"],
)
def test_marker_outside_a_function(source: str, line: int) -> None:
    error = broken(source)
    assert (error.key, error.params) == ("marker_outside", {"path": PATH, "line": line})


def test_markers_in_a_signature_are_not_in_the_body() -> None:
    error = broken("def f(\n    # BEGIN SOLUTION\n    a,\n    # END SOLUTION\n):\n    return a\n")
    assert error.params["line"] == 2


def test_syntax_error_in_a_solution_names_file_and_line() -> None:
    error = broken("def f(x):\n    return x\n\nclass\n")
    assert error.key == "solution_syntax"
    assert (error.params["path"], error.params["line"]) == (PATH, 4)
    assert error.params["text"]


def test_every_stub_is_python_and_keeps_every_function() -> None:
    names = {n.name for n in ast.parse(stub(SOLUTION)).body if isinstance(n, ast.FunctionDef)}
    assert names == {"box_iou", "nms", "helper"}


def test_parameters() -> None:
    assert parameters("top_k(logits, labels, k=5)") == ["logits", "labels", "k"]
    assert parameters("f()") == []


# ---- sync ---------------------------------------------------------------------------------------------------------


class Places:
    """A solution, its exercise, the store of stubs and the backups, in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.solutions = root / "solutions" / "week12"
        self.exercises = root / "exercises" / "week12"
        self.workspace = Workspace(root)
        self.week = Week("week12", {"ko": "가", "en": "a"}, (), {}, root / "week12")
        self.backups = self.workspace.backups
        self.solutions.mkdir(parents=True)
        self.solve("ex6_detect", SOLUTION)

    def solve(self, name: str, text: str) -> None:
        (self.solutions / f"{name}.py").write_text(text, encoding="utf-8")

    def sync(self, *, force: bool = False) -> list[Synced]:
        return write_stubs(self.week, self.workspace, force=force)

    def actions(self, *, force: bool = False) -> list[FileAction]:
        return [one.action for one in self.sync(force=force)]

    @property
    def stub(self) -> Path:
        return self.week.stub("ex6_detect")

    @property
    def file(self) -> Path:
        return self.exercises / "ex6_detect.py"

    def backup_bytes(self) -> list[bytes]:
        return sorted(p.read_bytes() for p in self.backups.rglob("*") if p.is_file())


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def test_sync_writes_the_stub_and_remembers_it(places: Places) -> None:
    assert places.sync() == [Synced(places.file, FileAction.WRITTEN)]
    assert places.file.read_bytes() == STUB.encode()
    assert places.stub.read_bytes() == STUB.encode()
    assert places.actions() == [FileAction.UNCHANGED]


def test_unedited_stub_follows_the_solution(places: Places) -> None:
    places.sync()
    places.solve("ex6_detect", SOLUTION.replace("LIMIT = 3", "LIMIT = 4"))
    assert places.actions() == [FileAction.WRITTEN]
    assert "LIMIT = 4" in places.file.read_text(encoding="utf-8")
    assert places.backup_bytes() == []


def test_a_checkout_with_windows_line_ends_is_not_an_edit(places: Places) -> None:
    places.sync()
    places.file.write_bytes(STUB.replace("\n", "\r\n").encode())
    assert places.actions() == [FileAction.UNCHANGED]
    places.solve("ex6_detect", SOLUTION.replace("LIMIT = 3", "LIMIT = 4"))
    assert places.actions() == [FileAction.WRITTEN]


def test_edited_file_is_left_alone_and_reported(places: Places) -> None:
    places.sync()
    mine = STUB.replace("LIMIT = 3", "LIMIT = 99").encode()
    places.file.write_bytes(mine)
    places.solve("ex6_detect", SOLUTION.replace("LIMIT = 3", "LIMIT = 4"))
    assert places.sync() == [Synced(places.file, FileAction.LEFT)]
    assert places.sync() == [Synced(places.file, FileAction.LEFT)]
    assert places.file.read_bytes() == mine
    assert places.backup_bytes() == []


def test_a_file_of_unknown_origin_is_left_alone(places: Places) -> None:
    places.exercises.mkdir(parents=True)
    places.file.write_text("mine = 1\n", encoding="utf-8")
    assert places.actions() == [FileAction.LEFT]
    assert places.file.read_text(encoding="utf-8") == "mine = 1\n"


@pytest.mark.parametrize(
    "mine",
    [b"mine = 1\r\nyours = 2", "# 학생의 글\n".encode("cp949"), b"\x00\xff\xfe broken", b""],
    ids=["crlf", "cp949", "bytes", "empty"],
)
def test_force_keeps_the_old_bytes(places: Places, mine: bytes) -> None:
    places.sync()
    places.file.write_bytes(mine)
    (done,) = places.sync(force=True)
    assert done.action is FileAction.FORCED
    assert done.backup is not None
    assert done.backup.read_bytes() == mine
    assert places.file.read_bytes() == STUB.encode()


def test_force_makes_no_backup_of_what_was_not_edited(places: Places) -> None:
    places.sync()
    places.solve("ex6_detect", SOLUTION.replace("LIMIT = 3", "LIMIT = 4"))
    assert places.actions(force=True) == [FileAction.WRITTEN]
    assert places.actions(force=True) == [FileAction.UNCHANGED]
    assert places.backup_bytes() == []


def test_no_version_is_ever_lost(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the order of edits, syncs and resets, in one and the same second, each edit is still somewhere."""
    monkeypatch.setattr("time.strftime", lambda *_: "20300101-000000")
    for number, step in enumerate(["sync", "force", "reset", "force", "sync", "reset", "force"]):
        edit = f"edit = {number}\n".encode()
        places.exercises.mkdir(parents=True, exist_ok=True)
        places.file.write_bytes(edit)
        before = places.backup_bytes()
        places.solve("ex6_detect", SOLUTION.replace("LIMIT = 3", f"LIMIT = {number}"))
        if step == "reset":
            restore(places.file, places.stub, places.backups)
        else:
            places.sync(force=step == "force")
        after = places.backup_bytes()
        assert set(before) <= set(after)
        assert edit in {*after, places.file.read_bytes()}
        assert (edit in after) is (step != "sync")


@pytest.mark.parametrize(
    "bad",
    ["def f(x):\n    # BEGIN SOLUTION\n    return x\n", "def f(:\n"],
    ids=["marker", "syntax"],
)
def test_nothing_is_written_when_one_solution_is_broken(places: Places, bad: str) -> None:
    places.sync()
    places.solve("ex6_detect", SOLUTION.replace("LIMIT = 3", "LIMIT = 4"))
    places.solve("ex7_extract", bad)
    with pytest.raises(UsageError) as caught:
        places.sync(force=True)
    assert caught.value.params["path"] == places.solutions / "ex7_extract.py"
    assert places.file.read_bytes() == STUB.encode()
    assert [p.name for p in places.exercises.iterdir()] == ["ex6_detect.py"]
    assert list(places.week.folder.rglob("*.txt")) == [places.stub]


def test_a_solution_in_another_encoding_is_wrong_use_that_names_the_file(places: Places) -> None:
    (places.solutions / "ex7_extract.py").write_bytes("# 한글\n".encode("cp949"))
    with pytest.raises(UsageError) as caught:
        places.sync()
    assert caught.value.params["path"] == places.solutions / "ex7_extract.py"
    assert not places.file.exists()


def test_no_solutions_is_wrong_use(places: Places) -> None:
    (places.solutions / "ex6_detect.py").unlink()
    with pytest.raises(UsageError) as caught:
        places.sync()
    assert caught.value.key == "no_solutions"


def test_files_that_are_no_python_stay_out_of_it(places: Places) -> None:
    (places.solutions / "README.md").write_text("# BEGIN SOLUTION\n", encoding="utf-8")
    assert [one.path.name for one in places.sync()] == ["ex6_detect.py"]


# ---- reset and back_up --------------------------------------------------------------------------------------------


def test_reset_restores_the_stub_and_keeps_the_file(places: Places) -> None:
    places.sync()
    places.file.write_bytes(b"mine = 1\r\n")
    backup, changed = restore(places.file, places.stub, places.backups)
    assert changed
    assert backup is not None
    assert backup.read_bytes() == b"mine = 1\r\n"
    assert places.file.read_bytes() == STUB.encode()
    assert restore(places.file, places.stub, places.backups) == (None, False)


def test_reset_of_a_deleted_file(places: Places) -> None:
    places.sync()
    places.file.unlink()
    assert restore(places.file, places.stub, places.backups) == (None, True)
    assert places.file.read_bytes() == STUB.encode()


def test_reset_of_an_unknown_file(places: Places) -> None:
    places.sync()
    with pytest.raises(UsageError) as caught:
        restore(places.exercises / "ex9.py", places.week.stub("ex9"), places.backups)
    assert caught.value.key == "no_stub"


def test_backups_of_one_second_have_different_names(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.strftime", lambda *_: "20300101-000000")
    places.sync()
    made = []
    for number in range(4):
        places.file.write_text(f"{number}", encoding="utf-8")
        made.append(back_up(places.file, places.backups))
    assert len(set(made)) == 4
    assert [p.read_text(encoding="utf-8") for p in made] == ["0", "1", "2", "3"]
    assert all(p.parent == places.backups / "week12" and p.suffix == ".py" for p in made)
