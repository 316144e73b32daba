"""`grader try`: the failing call in the student's own terminal, with real inputs, prints, traceback and debugger."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from support.commands import grader, lab
from support.grading import ROOT

EX2, EX4 = "exercises/week12/ex2_classify.py", "exercises/week12/ex4_inspect.py"
RIGHT = ROOT / "solutions/week12"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A student's copy, with the stubs."""
    return lab(tmp_path)


def _try(room: Path, *words: str, typed: str = "") -> tuple[int, str]:
    done = grader(room, "try", *words, typed=typed)
    assert "Traceback" not in done.err, done.err
    return done.code, done.out + done.err


def test_the_failing_call_with_inputs_prints_and_result(room: Path) -> None:
    (room / EX2).write_text(
        "def load_labels(path):\n    print('reading', open(path).read(3))\n    return ['first']\n",
        encoding="utf-8",
    )
    code, said = _try(room, "week12.ex2.load_labels")
    assert code == 1
    lines = said.splitlines()
    order = [
        "Its inputs:",
        "Your function runs now",
        "reading {",
        "It returned:",
        "['first']",
        "expected  list of",
    ]
    places = [next((i for i, line in enumerate(lines) if word in line), -1) for word in order]
    assert places == sorted(places), said
    assert -1 not in places, said
    assert (room / ".grader/try/files").is_dir()
    path = torch.load(room / ".grader/try/inputs.pt")["path"]
    assert Path(path).is_file()
    assert path in said


def test_inputs_are_those_of_the_check(room: Path) -> None:
    (room / EX2).write_text("def top_k(logits, labels, k=5):\n    return 5\n", encoding="utf-8")
    code, said = _try(room, "ex2.TOP_K", "--lang", "ko")
    saved = torch.load(room / ".grader/try/inputs.pt")
    assert code == 1
    assert saved["logits"].shape[1] == len(saved["labels"])
    assert "돌려준 값:\n5" in said


def test_a_traceback_begins_at_the_students_line_and_names_their_file(room: Path) -> None:
    (room / EX2).write_text("def top_k(logits, labels, k=5):\n    return logits.nope\n", encoding="utf-8")
    _, said = _try(room, "ex2.top_k")
    assert f'File "{room / EX2}", line 2, in top_k' in said
    assert "candidate.py" not in said
    assert "return logits.nope" in said


def test_the_debugger_stops_in_the_students_file(room: Path) -> None:
    (room / EX4).write_text(
        "def conv_out(size, *more, **others):\n    twice = size * 2\n    breakpoint()\n    return twice\n",
        encoding="utf-8",
    )
    _, said = _try(room, "ex4.conv_out", typed="p twice\nc\n")
    assert "(Pdb)" in said
    assert f"{EX4}(4)conv_out()" in said
    assert "It returned:\n" in said


def test_quitting_the_debugger_is_no_error(room: Path) -> None:
    (room / EX4).write_text("def conv_out(size, kernel, **more):\n    breakpoint()\n", encoding="utf-8")
    _, said = _try(room, "ex4.conv_out", typed="q\n")
    assert "Traceback" not in said


def test_a_stub_and_a_right_function(room: Path) -> None:
    code, said = _try(room, "ex2.top_k")
    assert code == 1
    assert "NotImplementedError: ex2_classify.top_k" in said
    (room / EX2).write_bytes((RIGHT / "ex2_classify.py").read_bytes())
    code, said = _try(room, "ex2.top_k")
    assert code == 0
    assert "Every check passes" in said
    assert "It returned:" in said


def test_a_call_on_a_built_model_and_a_loaded_image(room: Path) -> None:
    """Objects that cannot cross are built again, and what the function returned before is called again."""
    source = (RIGHT / "ex1_preprocess.py").read_text(encoding="utf-8")
    body = "\ndef build_transform():\n    return transforms.Compose([transforms.Resize(224), transforms.ToTensor()])\n"
    (room / "exercises/week12/ex1_preprocess.py").write_text(source + body, encoding="utf-8")
    _, said = _try(room, "ex1.build_transform")
    assert "float32 [3, 224, 224]" in said
    (room / EX4).write_text(
        "def count_parameters(model, trainable_only=False):\n    return -1\n", encoding="utf-8"
    )
    _, said = _try(room, "ex4.count_parameters")
    assert "in_features=" in said
    assert "It returned:\n-1" in said


@pytest.mark.parametrize("words", [["ex2"], ["week12"], ["ex2.nope"], ["ex9.top_k"]])
def test_what_is_no_function_is_said(room: Path, words: list[str]) -> None:
    code, said = _try(room, *words)
    assert code == 2
    assert len(said.strip().splitlines()) == 1


def test_a_file_that_cannot_be_loaded(room: Path) -> None:
    (room / EX2).write_text("import nothing_of_that_name\n", encoding="utf-8")
    code, said = _try(room, "ex2.top_k")
    assert code == 1
    assert "outside the functions" in " ".join(said.split())
