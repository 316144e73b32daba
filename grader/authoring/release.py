"""`grader release`: the students' copy of a week as one zip file that works on its own.

It holds the exercises as stubs, the grader with this week's checks and theory, and the data; no solutions, no tests, no
checks that are held back. The same workspace gives the same bytes.
"""

from __future__ import annotations

import io
import string
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.authoring.heldback import held, trim_checks, trim_exercise
from grader.authoring.leaks import leaks
from grader.authoring.stubs import make_stub
from grader.core.errors import UsageError
from grader.core.files import write_asked
from grader.core.messages import say
from grader.core.model import LANGS, Lang, Week
from grader.core.week import load_week
from grader.core.workspace import Workspace, find_workspace
from grader.intake.paths import is_ignored

TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the earliest that the format can hold."""
COPIED = ("LICENSE", "pyproject.toml")
EXAMINERS = ("README.md", "authoring/templates")
"""Parts of the package that the copy leaves out: they are for whoever writes weeks."""


@dataclass(frozen=True)
class Release:
    """What the copy holds, and what it does not, each with its size in bytes."""

    name: str
    """The folder that it unpacks to."""
    files: Mapping[str, bytes]
    left_out: Mapping[str, tuple[int, int]]
    """Path to the number of its files and their bytes."""


def release(
    name: str, out: Path, console: Console, lang: Lang, *, force: bool, with_solutions: bool = False
) -> int:
    """Write the zip and say what is in it. Raises UsageError before anything is written.

    with_solutions: for after the deadline, when `grader compare` may show them.
    """
    workspace = find_workspace(Path.cwd())
    week = load_week(name)
    if out.suffix.lower() != ".zip" or out.is_dir():
        raise UsageError("not_zip", path=out)
    if out.exists() and not force:
        raise UsageError("zip_exists", path=out)
    made = collect(workspace, week, with_solutions=with_solutions)
    found = [] if with_solutions else leaks(made.files, workspace.solutions(week.name))
    if found:
        path, function = found[0]
        raise UsageError("release_leak", path=path, function=function)
    data = to_zip(made)
    write_asked(out, data)
    console.print(_table(made, week, lang))
    written = say("release.written", lang, path=out, size=_size(len(data)), count=len(made.files))
    console.print(" " + written, markup=False, soft_wrap=True)
    return 0


def collect(workspace: Workspace, week: Week, *, with_solutions: bool = False) -> Release:
    """Read what belongs into the copy. Raises UsageError where the workspace is a copy itself, or not in order."""
    require_instructor(workspace, "release")
    only_held = [
        f"{e.name}.{f.name}" for e in week.exercises for f in e.functions if all(c.held for c in f.checks)
    ]
    if only_held:
        raise UsageError("all_held", names=", ".join(only_held))
    package = week.folder.parent.parent
    files = {
        name: (workspace.root / name).read_bytes() for name in COPIED if (workspace.root / name).is_file()
    }
    files["README.md"] = _readme(week).encode()
    files |= _exercises(workspace, week)
    if with_solutions:
        files |= {
            f"solutions/{week.name}/{path}": data for path, data in _tree(workspace.solutions(week.name))
        }
    for path, data in _tree(workspace.datasets):
        if not path.startswith("build/"):
            files[f"datasets/{path}"] = data
    for path, data in _tree(package):
        if not path.startswith((*EXAMINERS, "weeks/")):
            files[f"grader/{path}"] = data
    files |= {f"grader/weeks/{week.name}/{path}": data for path, data in _week(week)}
    left = {name: _measure(workspace.root / name) for name in _others(workspace, week, package)}
    if with_solutions:
        left.pop("solutions", None)
    return Release(f"transfer-lab-{week.name}", dict(sorted(files.items())), left)


def require_instructor(workspace: Workspace, command: str) -> None:
    """Raises UsageError in a student's copy, which has no solutions/."""
    if not (workspace.root / "solutions").is_dir():
        raise UsageError("student_copy", command=command)


def _exercises(workspace: Workspace, week: Week) -> Iterator[tuple[str, bytes]]:
    """The stubs as `sync` wrote them last, whatever lies in exercises/ now, and the page beside them."""
    for path in sorted(workspace.solutions(week.name).glob("*.py")):
        stub = week.stub(path.stem)
        text = make_stub(path.read_text(encoding="utf-8"), exercise=path.stem, path=path)
        if not stub.is_file() or stub.read_text(encoding="utf-8") != text:
            raise UsageError("stale_stub", path=path.name, week=week.name)
        yield f"exercises/{week.name}/{path.name}", text.encode()
    for page in sorted(workspace.exercises(week.name).glob("*.md")):
        yield f"exercises/{week.name}/{page.name}", page.read_bytes()


def _week(week: Week) -> Iterator[tuple[str, bytes]]:
    """The week's own files, without the checks that are held back."""
    away = held(week)
    for path, data in _tree(week.folder):
        exercise, _, file = path.partition("/")
        names = [f"check_{c.function}__{c.name}" for c in away if c.exercise == exercise]
        if names and file.startswith("checks") and file.endswith(".py"):
            data = trim_checks(data.decode("utf-8"), names).encode()
        elif names and file == "exercise.toml":
            data = trim_exercise(data.decode("utf-8")).encode()
        yield path, data


def _readme(week: Week) -> str:
    folder = Path(__file__).resolve().parent / "templates" / "release"
    theory = "| `python -m grader exam` | 시험 대비 이론 연습 / practise the theory for the exam |\n"
    away = held(week)
    points = f"{sum(c.points for c in away):g}"
    count = [say("run.held", lang, count=len(away), points=points) for lang in LANGS]
    return string.Template((folder / "README.md.tmpl").read_text(encoding="utf-8")).substitute(
        week=week.name,
        title_ko=week.title["ko"],
        title_en=week.title["en"],
        short=week.exercises[0].short,
        theory=theory if (week.folder / "theory").is_dir() else "",
        held="\n".join([*count, ""]) if away else "",
    )


def _tree(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below, sorted, without what tools leave behind."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(p.startswith(".") or is_ignored(p) or p.endswith("~") for p in parts):
            yield "/".join(parts), path.read_bytes()


def _others(workspace: Workspace, week: Week, package: Path) -> list[str]:
    """What the workspace has and the copy leaves out; hidden files are not listed."""
    root = workspace.root
    known = {"exercises", "datasets", "grader", "README.md", *COPIED}
    out = [
        p.name for p in root.iterdir() if p.name not in known and p.name[0] != "." and not is_ignored(p.name)
    ]
    for kind in (root / "exercises", package / "weeks"):
        weeks = [p for p in kind.iterdir() if p.is_dir() and p.name not in (week.name, "__pycache__")]
        out += [p.relative_to(root).as_posix() for p in weeks if p.is_relative_to(root)]
    out += ["datasets/build", *(f"grader/{name}" for name in EXAMINERS)]
    return sorted(name for name in out if (root / name).exists())


def _measure(path: Path) -> tuple[int, int]:
    """The number of files below `path`, and their bytes."""
    sizes = [len(data) for _, data in _tree(path)] if path.is_dir() else [path.stat().st_size]
    return len(sizes), sum(sizes)


def to_zip(made: Release) -> bytes:
    """The bytes of the zip: names sorted, times fixed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in sorted(made.files.items()):
            info = zipfile.ZipInfo(f"{made.name}/{name}", TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever it is made
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()


def _table(made: Release, week: Week, lang: Lang) -> Table:
    table = Table.grid(padding=(0, 2))
    for justify in ("left", "left", "right", "right"):
        table.add_column(justify=justify)
    groups: dict[str, list[int]] = {}
    for name, data in made.files.items():
        parts = PurePosixPath(name).parts
        depth = 3 if parts[:2] == ("grader", "weeks") and len(parts) > 3 else 1 + (parts[0] == "exercises")
        groups.setdefault("/".join(parts[:depth]) if len(parts) > 1 else name, []).append(len(data))
    rows = [("in", name, len(sizes), sum(sizes)) for name, sizes in groups.items()]
    rows += [("out", name, count, size) for name, (count, size) in made.left_out.items()]
    for key, name, count, size in rows:
        style = "green" if key == "in" else "dim"
        table.add_row(Text(f" {say(f'release.{key}', lang)}", style=style), name, str(count), _size(size))
    if away := held(week):
        text = say("release.held", lang, count=len(away), points=f"{sum(c.points for c in away):g}")
        table.add_row(Text(f" {say('release.out', lang)}", style="dim"), text, str(len(away)), "")
    return table


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MiB" if count >= 2**20 else f"{count / 2**10:.1f} KiB"
