"""The shape of the package: dependencies go one way, torch is loaded by few, and nothing that can run is ever read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import grader

PACKAGE = Path(grader.__file__).resolve().parent


def dotted_name(path: Path) -> str:
    """`catalog`, or `exam.bank` in a sub-package; the sub-package itself is `exam`."""
    words = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(words[:-1] if len(words) > 1 and words[-1] == "__init__" else words)


MODULES = {
    dotted_name(p): p for p in sorted(set(PACKAGE.rglob("*.py")) - set((PACKAGE / "weeks").rglob("*.py")))
}
"""Without `weeks`: that is content."""

LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"__init__"}),
    frozenset({"model", "errors", "seeds", "caps", "confine"}),
    frozenset({"catalog", "messages", "stubs", "wire", "submission"}),
    frozenset({"names", "manifest", "notebooks", "heldback", "leaks"}),
    frozenset({"kernel"}),
    frozenset({"entries", "gather", "streams"}),
    frozenset({"tars", "choice"}),
    frozenset({"archives"}),
    frozenset({"intake"}),
    frozenset({"frames", "describe"}),
    frozenset({"candidate"}),
    frozenset({"zygote"}),
    frozenset({"isolation"}),
    frozenset({"spawn"}),
    frozenset({"launch"}),
    frozenset({"remote"}),
    frozenset({"memo"}),
    frozenset({"exercise"}),
    frozenset({"exam"}),
    frozenset({"exam.fields", "exam.numbers", "exam.template"}),
    frozenset({"exam.question"}),
    frozenset({"exam.bank", "exam.marking"}),
    frozenset({"student", "draw", "findings", "jail"}),
    frozenset({"kit", "examiner"}),
    frozenset({"export", "render"}),
    frozenset({"progress", "gradebook", "worker", "exam.state"}),
    frozenset({"tally", "pool", "cluster"}),
    frozenset({"classpage", "classjunit", "lms"}),
    frozenset({"similarity"}),
    frozenset({"publish"}),
    frozenset({"bulk"}),
    frozenset({"exam.schedule", "exam.waiting", "exam.session", "exam.terminal", "exam.paper"}),
    frozenset({"exam.mock"}),
    frozenset({"exam.show"}),
    frozenset({"exam.ask"}),
    frozenset({"exam.sit"}),
    frozenset({"exam.prose", "exam.counts"}),
    frozenset({"exam.gift", "exam.moodle", "exam.anki", "exam.printed"}),
    frozenset({"exam.export"}),
    frozenset({"exam_cli"}),
    frozenset({"selfcheck", "commands", "doctor", "cellcheck", "ipynb", "release"}),
    frozenset({"new"}),
    frozenset({"snapshot", "board", "keys", "watchfolder", "watchshow"}),
    frozenset({"recheck", "watchscreen"}),
    frozenset({"rounds"}),
    frozenset({"watch"}),
    frozenset({"show", "show.fonts", "show.words"}),
    frozenset({"show.stage"}),
    frozenset({"show.figure"}),
    frozenset({"show.gallery"}),
    frozenset({"show.page"}),
    frozenset({"show.command"}),
    frozenset({"full", "full.fetch", "full.problems", "full.side", "full.unpack"}),
    frozenset({"full.work", "full.work.channel", "full.work.code", "full.work.pictures"}),
    frozenset({"full.files", "full.work.device", "full.work.networks"}),
    frozenset({"full.cache", "full.view", "full.work.stage"}),
    frozenset(
        {"full.supply", "full.work.classify", "full.work.data", "full.work.detect", "full.work.inside"}
    ),
    frozenset({"full.work.segment", "full.work.transfer"}),
    frozenset({"full.command", "full.work.boot"}),
    frozenset({"full.register"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
"""From the ground up; a module imports from its own layer and from those before it, anywhere in its text."""

DOORS = {"__init__": {"cellcheck"}}
"""What a module imports only when it is called: `from grader import check` in a notebook, never on the student's side."""

MAY_IMPORT_TORCH = {
    "wire", "describe", "candidate", "draw", "kit", "examiner", "show.figure", "show.gallery",
    *(f"full.work.{name}" for name in ("classify", "data", "detect", "device", "inside", "networks", "segment", "stage")),
    "full.work.transfer",
}  # fmt: skip
"""At the top, by themselves. Everything else must start without torch, or get it only through one of these."""
WITHOUT_TORCH = (
    "__init__", "model", "errors", "seeds", "catalog", "messages", "stubs", "submission", "findings", "zygote",
    "names", "manifest", "notebooks", "entries", "gather", "streams", "tars", "choice", "archives", "intake",
    "caps", "confine", "jail", "worker", "bulk", "gradebook", "tally", "classpage", "classjunit",
    "lms", "similarity", "publish", "pool", "cluster",
    "heldback", "leaks", "kernel", "cellcheck", "ipynb", "release", "new",
    "exam", "exam.fields", "exam.numbers", "exam.template", "exam.question", "exam.bank", "exam.marking",
    "exam.state", "exam.schedule", "exam.waiting", "exam.session", "exam.terminal", "exam.mock", "exam.show", "exam.ask",
    "exam.sit",
    "exam.prose", "exam.paper", "exam.gift", "exam.moodle", "exam.anki", "exam.printed", "exam.export",
    "exam.counts", "exam_cli",
    "show", "show.words", "show.command", "full", "full.command", "full.register", "full.cache", "full.fetch",
    "full.files", "full.problems", "full.side", "full.supply", "full.unpack", "full.view",
    "isolation", "spawn", "launch", "export", "render", "progress", "selfcheck", "commands", "doctor", "cli",
    "snapshot", "board", "keys", "watchfolder", "watchshow", "recheck", "rounds", "watchscreen", "watch",
)  # fmt: skip
"""Importing these loads no torch, not even through others."""

JUSTIFIED = {
    ("candidate", "exec"): "the student's file and props.py are run, in the student's process",
    (
        "full.work.networks",
        "torch.load",
    ): "weights whose sum is right, with weights_only; in the process of the student's code",
    ("candidate", "compile"): "with the file's name, so that a traceback shows the student's own line",
}
RUNNABLE = {
    "pickle": r"\bc?pickle\b|\bcloudpickle\b",
    "marshal": r"\bmarshal\b",
    "dill": r"\bdill\b",
    "shelve": r"\bshelve\b",
    "eval": r"(?<![\w.])eval\s*\(",
    "exec": r"(?<![\w.])exec\s*\(",
    "compile": r"(?<![\w.])compile\s*\(",
    "import_module": r"\bimport_module\b|__import__",
    "torch.load": r"\btorch\.load\b",
    "allow_pickle": r"\ballow_pickle\b",
    "a shell": r"shell\s*=\s*True|\bos\.system\b|\bos\.popen\b",
}
"""Words for what turns data into running code."""


def is_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def statements(path: Path, *, top: bool) -> list[ast.Import | ast.ImportFrom]:
    """The import statements of a file: all, or those that run when it is imported."""
    found: list[ast.Import | ast.ImportFrom] = []

    def walk(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                found.append(child)
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            if not (top and (inside or (isinstance(child, ast.stmt) and is_type_checking(child)))):
                walk(child)

    walk(ast.parse(path.read_text(encoding="utf-8")))
    return found


def imported(name: str, *, top: bool = False) -> set[str]:
    """The package's modules that `name` imports."""
    out: set[str] = set()
    for node in statements(MODULES[name], top=top):
        if isinstance(node, ast.Import):
            dotted = [alias.name for alias in node.names]
        else:
            assert not node.level, f"{name}: relative import"
            dotted = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        for word in dotted:
            package, _, rest = word.partition(".")
            while rest and rest not in MODULES:  # a name in a module, not a module
                rest = rest.rpartition(".")[0]
            if package == "grader":
                out.add(rest or "__init__")
    return out - {name} - DOORS.get(name, set())


def reached(*names: str, top: bool) -> set[str]:
    """What importing `names` imports, directly and through others."""
    seen: set[str] = set()
    todo = set(names)
    while todo:
        name = todo.pop()
        seen.add(name)
        todo |= imported(name, top=top) - seen
    return seen


def layer(name: str) -> int:
    return next(i for i, names in enumerate(LAYERS) if name in names)


def test_the_walk_sees_imports() -> None:
    assert {"errors", "model"} <= imported("catalog")
    assert "examiner" in imported("selfcheck")
    assert "examiner" not in imported("selfcheck", top=True)
    assert "launch" in imported("selfcheck", top=True)
    assert {"progress", "render", "stubs"} <= imported("commands", top=True)


def test_every_module_has_its_place() -> None:
    listed = [name for names in LAYERS for name in names]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(MODULES), "a new module belongs into one of LAYERS"


@pytest.mark.parametrize("name", MODULES)
def test_no_import_goes_up(name: str) -> None:
    up = {other for other in imported(name) if layer(other) > layer(name)}
    assert not up


def test_no_cycles() -> None:
    graph = {name: imported(name) - {"__init__"} for name in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(MODULES) - 1


def test_only_the_entry_point_imports_the_command_line() -> None:
    assert [name for name in MODULES if "cli" in imported(name)] == ["__main__"]


def test_the_examiner_never_imports_the_students_side() -> None:
    """`candidate` runs a student's code; only the zygote, in its own process, loads it."""
    assert [name for name in MODULES if "candidate" in imported(name)] == ["zygote"]
    assert "candidate" not in reached("examiner", "selfcheck", "kit", top=True)


def test_the_students_side_has_no_way_to_the_checks() -> None:
    assert reached("zygote", "candidate", top=False) <= {
        "__init__",
        "zygote",
        "candidate",
        "frames",
        "wire",
        "caps",
        "confine",
    }
    assert [name for name in MODULES if "confine" in imported(name)] == ["zygote"]


@pytest.mark.parametrize("name", MODULES)
def test_torch_is_imported_by_few(name: str) -> None:
    roots = set()
    for node in statements(MODULES[name], top=True):
        words = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        roots |= {word.split(".")[0] for word in words}
    assert name in MAY_IMPORT_TORCH or not roots & {"torch", "torchvision", "numpy"}


def test_who_must_start_without_torch_does() -> None:
    assert not reached(*WITHOUT_TORCH, top=True) & MAY_IMPORT_TORCH
    names = ", ".join(f"grader.{name}" for name in WITHOUT_TORCH if name != "__init__")
    heavy = "{'torch', 'torchvision', 'numpy', 'PIL', 'pytest', 'matplotlib'}"
    code = f"import sys; import {names}; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent, check=True
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", MODULES)
def test_nothing_that_can_run_is_read(name: str) -> None:
    text = MODULES[name].read_text(encoding="utf-8")
    found = {word for word, pattern in RUNNABLE.items() if re.search(pattern, text)}
    assert found == {word for module, word in JUSTIFIED if module == name}


@pytest.mark.parametrize("name", MODULES)
def test_no_file_is_long(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"__main__"}))
def test_every_module_says_what_it_is(name: str) -> None:
    docstring = ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].strip()
