"""`grader new`: a week that is valid at once, with one example of everything that a week needs.

The templates under `templates/week/` have the paths of the files; `WEEK` in a path stands for the week's name.
"""

from __future__ import annotations

import json
import re
import shutil
import string
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from grader.authoring.release import require_instructor
from grader.authoring.stubs import write_stubs
from grader.core.errors import UsageError
from grader.core.messages import say
from grader.core.model import LANGS, Lang, Text
from grader.core.week import WEEKS, load_week
from grader.core.workspace import Workspace, find_workspace

TEMPLATES = Path(__file__).resolve().parent / "templates" / "week"
_NAME = re.compile(r"week[0-9]{1,3}")
FOLDERS = ("solutions", "exercises", "grader/weeks", "tests/content", "tests/right")


def new(name: str, titles: Mapping[Lang, str], console: Console, lang: Lang) -> int:
    """Write the new week and its stubs. Raises UsageError, with nothing written, where that cannot be."""
    workspace = find_workspace(Path.cwd())
    require_instructor(workspace, "new")
    _require_free(name, workspace)
    number = name.removeprefix("week")
    title = {code: " ".join(titles[code].split()) or say("new.title", code, number=number) for code in LANGS}
    files = {workspace.root / path: text for path, text in rendered(name, title).items()}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        week = load_week(name)
        done = write_stubs(week, workspace)
    except OSError as error:
        for folder in FOLDERS:  # none of them was there before
            shutil.rmtree(workspace.root / folder / name, ignore_errors=True)
        raise UsageError("cannot_write", path=error.filename, reason=error.strerror) from None
    for path in sorted([*files, *(one.path for one in done)]):
        shown = path.relative_to(workspace.root).as_posix()
        console.print(" " + say("new.written", lang, path=shown), markup=False, soft_wrap=True)
    console.print(" " + say("new.next", lang, week=name), markup=False, soft_wrap=True)
    for key in ("sync", "solutions", "check", "audit"):
        console.print("   " + say(f"new.{key}", lang, week=name), style="cyan", markup=False, soft_wrap=True)
    return 0


def _require_free(name: str, workspace: Workspace) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError("bad_week", week=name)
    if WEEKS.parent.parent.resolve() != workspace.root.resolve():
        raise UsageError("other_grader", path=WEEKS.parent.parent, root=workspace.root)
    there = [folder for folder in FOLDERS if (workspace.root / folder / name).exists()]
    if there:
        raise UsageError("week_exists", week=name, path=f"{there[0]}/{name}")


def rendered(name: str, title: Text) -> dict[str, str]:
    """Path in the workspace to the text of each file of the new week, in the order of the paths."""
    words = {
        "week": name,
        **{f"title_{lang}": title[lang] for lang in LANGS},
        # TOML's strings are written as JSON's
        **{f"toml_{lang}": json.dumps(title[lang], ensure_ascii=False) for lang in LANGS},
    }
    out = {}
    for path in sorted(TEMPLATES.rglob("*.tmpl")):
        target = path.relative_to(TEMPLATES).as_posix().removesuffix(".tmpl").replace("WEEK", name)
        out[target] = string.Template(path.read_text(encoding="utf-8")).substitute(words)
    return out
