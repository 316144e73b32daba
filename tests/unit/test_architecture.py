"""The shape of the package: what import-linter holds (see pyproject.toml), and the rules that it cannot say."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import grader

PACKAGE = Path(grader.__file__).resolve().parent
CONTENT = PACKAGE / "weeks"


def dotted_name(path: Path) -> str:
    """`core.model`; a package is its name: `core`; the whole is `grader`."""
    words = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(words[:-1] if words[-1] == "__init__" else words) or "grader"


MODULES = {
    dotted_name(path): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if not path.is_relative_to(CONTENT) and "__pycache__" not in path.parts
}
"""The engine: everything but the weeks, which are content."""
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
TREES = {name: ast.parse(text) for name, text in TEXTS.items()}

HEAVY = ("torch", "torchvision", "numpy", "PIL", "matplotlib", "pytest")
"""What takes a good part of a second to import, or more."""
LOADS_HEAVY = {
    *("checking.compare", "checking.describe", "checking.draw", "checking.examiner", "checking.exercise_run"),
    *(
        "checking.causes",
        "checking.kit",
        "checking.memo",
        "checking.plugin",
        "checking.student",
        "checking.twin",
    ),
    "full.work",  # a process of its own
    *("sandbox.candidate", "sandbox.client", "sandbox.replay", "sandbox.wire"),
    *("show.figure", "show.fonts", "show.gallery", "show.page", "show.stage"),
}
"""What loads one of HEAVY when it is imported. Every other module starts without, also through others."""

RUNNABLE = {
    "pickle": r"\bc?pickle\b|\bcloudpickle\b",
    "marshal": r"\bmarshal\b",
    "dill": r"\bdill\b",
    "shelve": r"\bshelve\b",
    "eval": r"(?<![\w.])eval\s*\(",
    "exec": r"(?<![\w.])exec\s*\(",
    "compile": r"(?<![\w.])compile\s*\(",
    "a module by name": r"\bimport_module\b|__import__|\bexec_module\b|\brunpy\b",
    "torch.load": r"\btorch\.load\b",
    "allow_pickle": r"\ballow_pickle\b",
    "a shell": r"shell\s*=\s*True|\bos\.system\b|\bos\.popen\b",
}
"""Words for what turns data into running code."""
JUSTIFIED = {
    ("sandbox.candidate", "exec"): "the student's file and the props are run, in the student's process",
    ("sandbox.candidate", "compile"): "so that a traceback shows the student's own line",
    (
        "full.work.code",
        "a module by name",
    ): "the student's file, in a process of its own that decides no marks",
    ("full.work.stage", "torch.load"): "weights whose sum is right, with weights_only; in that process",
    ("full.work.load", "a module by name"): "a week's stages of the full run, which are content",
    ("checking.props", "a module by name"): "a week's props, which are content",
    ("exam.bank", "a module by name"): "a week's templates of questions, which are content",
    ("show.gallery", "a module by name"): "a week's pictures, which are content",
}

SHARED_NAMES = {
    "main": "an entry point, called by nothing else: the command line, the zygote, the other process of a full run",
    "check": "what a notebook calls; `grader.check` hands on to `grader.notebook.check`",
    "attempt": "as `check`",
    "put_aside_line": "of the record of progress, and of a file of the full run",
}
"""Public names that more than one module defines, and what for."""

CONTENT_IMPORTS = (
    "grader.checking.kit",
    "grader.core.errors",
    "grader.exam.template",
    "grader.full",
    "grader.sandbox.wire",
    "grader.show.figure",
    "grader.show.stage",
    "grader.weeks",
)
"""What a week may import of the grader: the module itself or what is in it."""


def listed(offenders: list[str]) -> str:
    return "\n" + "\n".join(f"  {one}" for one in offenders)


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package under `root`, by the contracts of this project."""
    code = "from importlinter.cli import lint_imports_command as run; run()"
    config = str(PACKAGE.parent / "pyproject.toml")
    command = [sys.executable, "-c", code, "--no-cache", "--no-logo", config]
    return subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)


def imports(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a file imports, anywhere in its text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def definitions(tree: ast.Module) -> Iterator[str]:
    """The public classes, functions and names of types at the top of a file."""
    for node in tree.body:
        names = []
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            assigned = [target.id for target in node.targets if isinstance(target, ast.Name)]
            names = [name for name in assigned if re.fullmatch(r"[A-Z]\w*[a-z]\w*", name)]
        yield from (name for name in names if not name.startswith("_"))


def test_imports_between_packages_go_one_way() -> None:
    done = lint_imports(PACKAGE.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_forbidden_import_is_found(tmp_path: Path) -> None:
    """One for each contract; an import counts wherever it stands."""
    copy = tmp_path / "grader"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "weeks", "locale"))
    wrong = {
        "core/seeds.py": "def upwards():\n    import grader.checking.findings\n",
        "core/files.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import grader.intake.paths\n",
        "bulk/tally.py": "import grader.exam.question\n",
        "sandbox/confine.py": "import grader.sandbox.jail\n",
        "sandbox/limits.py": "from grader.core.text import clean\n",
        "checking/findings.py": "from grader.sandbox import candidate\n",
        "watch/keys.py": "from grader.cli.app import main\n",
        "intake/paths.py": "import grader.intake.read\n",
        "loose.py": "",
    }
    for name, lines in wrong.items():
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n" + lines)
    done = lint_imports(tmp_path)
    said = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert "Contracts: 0 kept, 7 broken" in said
    for words in (
        "grader.core.seeds -> grader.checking.findings",
        "grader.core.files -> grader.intake.paths",
        "grader.bulk.tally -> grader.exam.question",
        "grader.sandbox.confine -> grader.sandbox.jail",
        "grader.sandbox.limits -> grader.core.text",
        "grader.checking.findings -> grader.sandbox.candidate",
        "grader.watch.keys -> grader.cli.app",
        "No cycles are allowed in grader.intake",
        "- grader.loose",
    ):
        assert words in said


def test_who_must_start_without_torch_does() -> None:
    """Nothing heavy is there while the modules are imported, one after the other; who asks for it is named."""
    code = f"""
import importlib, sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {HEAVY}:
            asked.append(name)
            raise ImportError(name)

sys.meta_path.insert(0, Absent())
for module in {[name for name in MODULES if name not in ("grader", "__main__")]}:
    asked = []
    try:
        importlib.import_module("grader." + module)
    except ImportError as error:
        if not asked:
            raise
    if asked:
        print(module, asked[0])
print("the end", "-")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent, check=False
    )
    loaded = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    assert loaded.pop("the end", ""), done.stderr
    rooms = {
        name: next((room for room in LOADS_HEAVY if f"{name}.".startswith(f"{room}.")), "") for name in loaded
    }
    offenders = [f"{name} loads {what}" for name, what in loaded.items() if not rooms[name]]
    offenders += [
        f"{room} is listed, but loads nothing" for room in sorted(LOADS_HEAVY - set(rooms.values()))
    ]
    assert not offenders, listed(offenders)


def test_nothing_that_can_run_is_read() -> None:
    found = {
        (name, word)
        for name, text in TEXTS.items()
        for word, pattern in RUNNABLE.items()
        if re.search(pattern, text)
    }
    offenders = [f"{name}: {word}" for name, word in sorted(found - set(JUSTIFIED))]
    offenders += [
        f"{name}: {word} is justified, but not used" for name, word in sorted(set(JUSTIFIED) - found)
    ]
    assert not offenders, listed(offenders)


def test_no_file_is_long() -> None:
    lengths = {name: len(text.splitlines()) for name, text in TEXTS.items()}
    offenders = [f"{name}: {length} lines" for name, length in lengths.items() if length > 300]
    assert not offenders, listed(offenders)


def test_every_module_says_what_it_is() -> None:
    said = {name: (ast.get_docstring(tree) or "").strip() for name, tree in TREES.items()}
    offenders = [name for name, words in said.items() if not words and name != "__main__"]
    assert not offenders, listed(offenders)


def test_a_package_is_its_docstring() -> None:
    packages = [name for name, path in MODULES.items() if path.name == "__init__.py" and name != "grader"]
    assert packages
    offenders = [name for name in packages if len(TREES[name].body) != 1]
    assert not offenders, listed(offenders)


def test_few_modules_are_at_the_top() -> None:
    top = [name for name in MODULES if MODULES[name].parent == PACKAGE]
    assert len(top) <= 10, listed(top)


def test_the_map_is_right() -> None:
    """The README has a row for each package, and the modules that it names exist."""
    text = (PACKAGE / "README.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    rows = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    named = {
        f"{package}/{rest}"
        for package, rest in re.findall(r"\b(\w+)/([\w/]+\.py)\b", text)
        if package in packages
    }
    assert sorted(rows) == sorted(packages)
    offenders = [path for path in sorted(named) if not (PACKAGE / path).exists()]
    assert not offenders, listed(offenders)


def test_one_name_means_one_thing() -> None:
    places = defaultdict(list)
    for name, tree in TREES.items():
        for defined in definitions(tree):
            places[defined].append(name)
    shared = {defined: names for defined, names in places.items() if len(names) > 1}
    offenders = [
        f"{defined}: {', '.join(names)}" for defined, names in shared.items() if defined not in SHARED_NAMES
    ]
    offenders += [
        f"{defined} is listed, but stands for one thing"
        for defined in sorted(set(SHARED_NAMES) - set(shared))
    ]
    assert not offenders, listed(offenders)


def test_the_engine_imports_no_content() -> None:
    offenders = [
        f"{name}: {target}"
        for name, tree in TREES.items()
        for target in imports(tree)
        if target.startswith("grader.weeks")
    ]
    assert not offenders, listed(offenders)


def test_content_imports_what_is_made_for_it() -> None:
    """Props run on the student's side, where there is no grader: they import nothing of it but other props."""
    offenders = []
    for path in sorted(CONTENT.rglob("*.py")):
        props = path.name.startswith("props")
        for target in imports(ast.parse(path.read_text(encoding="utf-8"))):
            if target.partition(".")[0] != "grader":
                continue
            if props:
                fits = target.startswith("grader.weeks.") and ".props" in target
            else:
                fits = any(target == name or target.startswith(f"{name}.") for name in CONTENT_IMPORTS)
            if not fits:
                offenders.append(f"{path.relative_to(CONTENT).as_posix()}: {target}")
    assert not offenders, listed(offenders)
