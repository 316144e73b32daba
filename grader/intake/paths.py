"""Names of files as they were handed in: which are wanted, which are unsafe, and how to decode them."""

from __future__ import annotations

import re

from grader.intake.submission import FILE_CAP

Parts = tuple[str, ...]
"""Where a file lies in its submission, from the top."""

NOTEBOOK_CAP = 16 << 20
"""A notebook holds its pictures, too. The code in it is capped like any file."""
DEPTH = 20
LENGTH = 4096
"""How deep a file may lie, and how long its path may be: as much as Linux allows."""

SUFFIXES = (".py", ".ipynb")
ARCHIVES = (".tar.gz", ".tar.bz2", ".tar.xz", ".zip", ".tgz", ".tbz2", ".txz", ".tar")
OTHER_ARCHIVES = (".tar.zst", ".7z", ".rar", ".alz", ".egg")
"""Known to be archives, and not opened: a student who sent one is told so."""
IGNORED = frozenset(
    {"__MACOSX", ".DS_Store", ".ipynb_checkpoints", "__pycache__", ".git", ".grader"}
    | {".venv", "venv", "site-packages", "node_modules"}
)
_DRIVE = re.compile(r"[A-Za-z]:")


class LeftOut(Exception):
    """A file that is not taken; `key` names the note that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def is_wanted(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def is_ignored(name: str) -> bool:
    """Whether macOS, Jupyter, git or Python left it behind. It interests nobody and is not worth a note."""
    return name.startswith("._") or name in IGNORED


def cap(name: str) -> int:
    return NOTEBOOK_CAP if name.lower().endswith(".ipynb") else FILE_CAP


def order(parts: Parts) -> tuple[int, Parts]:
    """A key to sort by: nearest the top first, then by name."""
    return len(parts), parts


def without_suffix(name: str) -> str:
    """`kim` of `kim.tar.gz`; the name itself where it is no archive's."""
    for suffix in ARCHIVES + OTHER_ARCHIVES:
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return name


def parts_of(name: str) -> Parts:
    """The parts of a name in an archive. Raises LeftOut when it leads anywhere but down, or too deep."""
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if not parts or name.startswith("/") or "\\" in name or "\0" in name or ".." in parts:
        raise LeftOut("unsafe_path")
    if _DRIVE.match(parts[0]):
        raise LeftOut("unsafe_path")
    if len(parts) > DEPTH:
        raise LeftOut("deep")
    return parts


def decoded(raw: bytes) -> tuple[str, bool]:
    """A name in an archive, and whether the encoding of Korean Windows had to be guessed."""
    for encoding in ("utf-8", "cp949"):
        try:
            return raw.decode(encoding), encoding == "cp949"
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "surrogateescape"), False
