"""Notebooks: written from the exercises, run in a kernel, handed in."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from support.commands import environment, grader, lab, python

from grader.core.week import load_week
from grader.notebook.check import check
from grader.notebook.write import cells, to_text

ROOT = Path(__file__).resolve().parents[2]
WEEK = load_week("week12")


def functions(path: Path) -> dict[str, str]:
    """Name and source of each function of a file."""
    text = path.read_text(encoding="utf-8")
    nodes = [n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)]
    return {node.name: ast.get_source_segment(text, node) or "" for node in nodes}


def notebook(exercise: str) -> Any:
    text = (ROOT / "exercises" / "week12" / f"{exercise}.py").read_text(encoding="utf-8")
    return nbformat.reads(to_text(cells(text, WEEK.exercise(exercise), WEEK), nbformat), 4)


@pytest.mark.parametrize("exercise", [e.name for e in WEEK.exercises])
def test_every_exercise_becomes_a_notebook(exercise: str) -> None:
    book = notebook(exercise)
    nbformat.validate(book)
    kinds = {cell.id: cell for cell in book.cells}
    names = [f.name for f in WEEK.exercise(exercise).functions]
    assert [cell.id for cell in book.cells if cell.id in names] == names, (
        "one cell for each function, in their order"
    )
    path = ROOT / "exercises" / "week12" / f"{exercise}.py"
    assert {name: kinds[name].source for name in names} == functions(path)
    short = exercise.split("_")[0]
    assert all(kinds[f"check-{name}"].source == f'check("week12.{short}.{name}")' for name in names)
    assert kinds["check-all"].source == f'check("week12.{short}")'
    # nothing of the file is lost: its code is the notebook's code
    code = "\n".join(
        cell.source for cell in book.cells if cell.cell_type == "code" and not cell.id.startswith("check")
    )
    made, whole = (
        ast.parse(code.replace(kinds["setup"].source, "")),
        ast.parse(path.read_text(encoding="utf-8")),
    )
    assert [ast.dump(node) for node in made.body] == [ast.dump(node) for node in whole.body[1:]]
    assert kinds["about"].source.startswith("# 연습")


def test_comments_and_odd_code_come_along() -> None:
    text = '"""Head.\n\nMore."""\nA = 1  # a\n# about f\n@dec\ndef load_rgb(x):\n    pass\n\n\n'
    text += "# own\ndef helper(): ...\nB = 2\n"
    found = [(c.kind, c.id, c.source) for c in cells(text, WEEK.exercise("ex1_preprocess"), WEEK)]
    assert ("code", "code-0", "A = 1  # a") in found
    assert ("code", "load_rgb", "@dec\ndef load_rgb(x):\n    pass") in found
    assert ("code", "helper", "# own\ndef helper(): ...") in found
    assert ("code", "code-3", "B = 2") in found
    assert found[0][2] == "# Head.\n\nMore."
    about = next(source for _, id, source in found if id == "about-load_rgb")
    assert about.endswith("about f")


def test_files_are_never_lost(tmp_path: Path) -> None:
    root = lab(tmp_path)
    first = grader(root, "notebook", "week12", "ex2")
    path = root / "notebooks" / "week12" / "ex2_classify.ipynb"
    assert first.code == 0, first.err
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    before = path.read_bytes()
    assert "unchanged" in grader(root, "notebook", "week12", "ex2").out
    path.write_text("mine", encoding="utf-8")
    refused = grader(root, "notebook", "week12", "ex2", "--lang", "ko")
    assert refused.code == 1
    assert "--force" in refused.out
    assert path.read_text(encoding="utf-8") == "mine"
    forced = grader(root, "notebook", "week12", "ex2", "--force")
    assert forced.code == 0
    assert path.read_bytes() == before
    kept = list((root / ".grader" / "backup").rglob("*.ipynb"))
    assert [p.read_text(encoding="utf-8") for p in kept] == ["mine"]
    assert kept[0].name in forced.out


def test_the_students_own_work_comes_along_or_is_said_to_be_broken(tmp_path: Path) -> None:
    root = lab(tmp_path)
    file = root / "exercises" / "week12" / "ex2_classify.py"
    file.write_text(file.read_text(encoding="utf-8") + "\n\nMINE = 1\n", encoding="utf-8")
    assert grader(root, "notebook", "week12", "ex2", "--out", "out").code == 0
    assert "MINE = 1" in (root / "out" / "ex2_classify.ipynb").read_text(encoding="utf-8")
    file.write_text("def broken(:\n", encoding="utf-8")
    done = grader(root, "notebook", "week12")
    assert (done.code, done.out) == (2, "")
    assert "ex2_classify.py:1" in done.err
    assert "Traceback" not in done.err
    assert not (root / "notebooks").exists()


def test_without_the_library_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['nbformat'] = None; "
    code += "from grader.cli.app import run; sys.exit(run(['notebook', 'week12']))"
    done = python(lab(tmp_path), "-c", code)
    assert done.code == 2
    assert "pip install 'transfer-lab[notebook]'" in done.err


def test_importing_grader_loads_nothing() -> None:
    code = "import sys; from grader import check; print(*sorted({m.split('.')[0] for m in sys.modules}, key=str.lower))"
    loaded = set(python(ROOT, "-c", code).out.split())
    assert "grader" in loaded
    assert not loaded & {"rich", "msgspec", "cyclopts", "numpy", "torch", "pytest", "nbformat"}
    code = "import sys, grader; print(sum(m.startswith('grader') for m in sys.modules))"
    assert python(ROOT, "-c", code).out == "1\n"


def test_check_outside_a_notebook(tmp_path: Path) -> None:
    root = lab(tmp_path)
    shutil.copy(ROOT / "solutions" / "week12" / "ex4_inspect.py", root / "exercises" / "week12")
    calls = ("'ex4.conv_out'", "'ex9'", "'week99', lang='ko'", "file='no.ipynb'")
    code = "from grader import check; " + "; ".join(f"check({words})" for words in calls)
    done = python(root, "-c", code)
    assert done.code == 0, done.err
    assert "exercises/week12, as saved" in done.out
    assert "conv_out\u00a0ok" in done.out
    assert "'ex9' is not in this week" in done.out
    assert "week99" in done.out
    assert "no.ipynb does not exist" in done.out
    assert "\x1b" not in done.out


def test_check_does_nothing_where_the_notebook_is_graded(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    import grader

    monkeypatch.setitem(sys.modules, "grader.sandbox.candidate", SimpleNamespace(SERVING=True))
    monkeypatch.setattr("grader.notebook.check.check", lambda *a, **k: pytest.fail("it graded"))
    grader.check("ex1")
    assert check is not grader.check


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """ex2 solved, but for one mistake, in a notebook that was run in a kernel and saved; ex4 lies beside it, saved."""
    root = lab(tmp_path_factory.mktemp("lab"))
    folder = root / "notebooks" / "week12"
    folder.mkdir(parents=True)
    book = notebook("ex2_classify")
    solved = functions(ROOT / "solutions" / "week12" / "ex2_classify.py")
    for cell in book.cells:
        cell.source = solved.get(cell.id, cell.source)
        if cell.id == "top_k":
            cell.source = "%%time\n" + cell.source
        if cell.id == "predict_labels":
            cell.source = "%matplotlib inline\n!echo shell\n"
            cell.source += "def predict_labels(logits, labels):\n    return [labels[logits.argmax()]]"
    nbformat.write(book, folder / "ex2_classify.ipynb")
    more = [
        "1 / 0",
        "def top_k(:",
        'check("ex4.conv_out")',
        'check("ex1")',
        'check("week12.ex2.nothing", lang="ko")',
        "import torch\nbefore = torch.get_num_threads()\ncheck('week12')\nprint(before, torch.get_num_threads())",
    ]
    book.cells += [nbformat.v4.new_code_cell(text, id=f"more-{i}") for i, text in enumerate(more)]
    beside = notebook("ex4_inspect")
    for cell in beside.cells:
        cell.source = functions(ROOT / "solutions" / "week12" / "ex4_inspect.py").get(cell.id, cell.source)
    nbformat.write(beside, folder / "ex4_inspect.ipynb")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment().items():
            patch.setenv(name, value)
        client = NotebookClient(
            book, timeout=120, allow_errors=True, resources={"metadata": {"path": str(folder)}}
        )
        client.execute()
    nbformat.write(book, folder / "ex2_classify.ipynb")
    return root, book


def said(book: Any, id: str, kind: str = "text/plain") -> str:
    cell = next(cell for cell in book.cells if cell.id == id)
    return "".join(o.data.get(kind, "") for o in cell.outputs if o.output_type == "display_data")


def test_checks_run_in_a_kernel_on_the_cells_run_so_far(executed: tuple[Path, Any]) -> None:
    book = executed[1]
    for name in ("load_labels", "forward", "top_k"):
        assert "Everything passed" in said(book, f"check-{name}"), said(book, f"check-{name}")
    assert "cells executed so far (In[2], In[3])" in said(book, "check-load_labels")
    wrong = said(book, "check-predict_labels")
    assert "dim=1" in wrong
    assert "In[7]:3" in wrong, "a line is named as Jupyter names it"
    assert "<pre" in said(book, "check-predict_labels", "text/html")
    saved = said(book, "check-saved")
    assert "graded: ex2_classify.ipynb, as saved" in saved
    assert "ex2_classify.ipynb, cell 7:3" in saved
    whole = said(book, "check-all")
    assert "predict_labels" in whole
    assert "not started" not in whole


def test_other_exercises_are_those_saved_beside_it(executed: tuple[Path, Any]) -> None:
    book = executed[1]
    assert "beside this notebook, in week12: ex4_inspect" in said(book, "more-2")
    assert "Everything passed" in said(book, "more-2")
    assert "No cell that defines ex1_preprocess has been run" in said(book, "more-3")
    assert "nothing" in said(book, "more-4")
    assert "혹시" in said(book, "more-4")
    everything = said(book, "more-5")
    assert "not started" in everything
    assert "missing" not in everything
    before, after = next(o.text for o in book.cells[-1].outputs if o.output_type == "stream").split()
    assert before == after, "the kernel's own threads"
    known = json.loads((executed[0] / ".grader" / "progress.json").read_text(encoding="utf-8"))
    states = known["weeks"]["week12"]["checks"]
    assert {state for id, state in states.items() if id.startswith("ex4_inspect.conv_out.")} == {"passed"}


def test_a_folder_of_notebooks_is_a_submission(executed: tuple[Path, Any]) -> None:
    """The cells that fail, check or call a shell are in it, too."""
    root, _ = executed
    book = nbformat.read(root / "notebooks" / "week12" / "ex2_classify.ipynb", 4)
    book.cells = [cell for cell in book.cells if cell.id != "more-0"]  # it raises when it is loaded
    nbformat.write(book, root / "notebooks" / "week12" / "ex2_classify.ipynb")
    done = grader(root, "week12", "ex2", "--submission", "notebooks/week12", "--json", "out.json")
    assert done.code == 1, done.err
    checks = json.loads((root / "out.json").read_text(encoding="utf-8"))["checks"]
    lost = {c["function"] for c in checks if c["status"] != "passed"}
    assert lost == {"predict_labels"}
    assert "Jupyter alone were left out" in done.out
    assert "notebooks/week12/ex2_classify.ipynb, cell 7:3" in done.out
