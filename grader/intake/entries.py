"""Finds the submissions in a folder or a manifest, by names alone: nothing of a submission is opened here."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from grader.core.errors import UsageError
from grader.core.text import escaped
from grader.intake.lms_names import lms_name
from grader.intake.manifest import read_manifest
from grader.intake.paths import is_ignored, is_wanted, without_suffix
from grader.intake.submission import Entry, Kind, is_exercise

_ONLINE_TEXT = re.compile(r"(.+_\d+_assignsubmission_)onlinetext(_?)", re.DOTALL)


def find_entries(path: Path) -> list[Entry]:
    """The submissions in a folder or a manifest, sorted by id. Raises UsageError when there are none."""
    if path.is_dir():
        found = _in_folder(path)
    elif path.suffix.lower() in (".csv", ".json") and path.is_file():
        found = [(id, id, _kind(paths), paths) for id, paths in read_manifest(path).items()]
    else:
        raise UsageError("not_submissions" if path.exists() else "submissions_gone", path=path)
    if not found:
        raise UsageError("submissions_empty", path=path)
    taken: set[str] = set()
    out = []
    # a folder keeps its name before an archive does: kim/ beside kim.zip
    for id, name, kind, paths in sorted(found, key=lambda one: (one[2] != "folder", one[1])):
        free = next(text for text in _variants(escaped(id), escaped(name)) if text not in taken)
        taken.add(free)
        out.append(Entry(free, kind, paths))
    return sorted(out, key=lambda entry: entry.id)


Found = tuple[str, str, Kind, tuple[Path, ...]]
"""An id, the whole name that it was made from, the kind and the paths."""


def _in_folder(path: Path) -> list[Found]:
    groups: dict[str, list[Path]] = {}
    found: list[Found] = []
    loose: list[Found] = []
    names, folders = _names(path)
    for name in names:
        where = path / name
        if name in folders:
            text = _ONLINE_TEXT.fullmatch(name)  # Moodle's folder for the words that come with the files
            if text is None or f"{text[1]}file{text[2]}" not in folders:
                found.append((name, name, "folder", (where,)))
        elif owner := lms_name(name)[0]:
            groups.setdefault(owner, []).append(where)
        elif without_suffix(name) != name:
            found.append((without_suffix(name), name, "archive", (where,)))
        elif is_wanted(name) or where.is_symlink():
            stem = name.rpartition(".")[0] if is_wanted(name) else name
            loose.append((stem or name, name, "files", (where,)))
    found += [(owner, owner, "files", tuple(paths)) for owner, paths in groups.items()]
    if loose and not found and all(is_exercise(name) for _, name, _, _ in loose):
        raise UsageError("one_submission", path=path, name=loose[0][1])
    return found + loose


def _names(path: Path) -> tuple[list[str], set[str]]:
    """The names in the folder, sorted, and which of them are folders (no links to folders)."""
    try:
        with os.scandir(path) as entries:
            found = {e.name: e.is_dir(follow_symlinks=False) for e in entries if not _is_hidden(e.name)}
    except OSError as error:
        raise UsageError("cannot_read", path=path, reason=error.strerror or type(error).__name__) from None
    return sorted(found), {name for name, is_folder in found.items() if is_folder}


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or is_ignored(name)


def _variants(id: str, name: str) -> Iterator[str]:
    yield id
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1


def _kind(paths: tuple[Path, ...]) -> Kind:
    if len(paths) > 1:
        return "files"
    try:
        if stat.S_ISDIR(os.lstat(paths[0]).st_mode):
            return "folder"
    except (OSError, ValueError):  # the path is not there: the submission is then unreadable, and says so
        pass
    return "archive" if without_suffix(paths[0].name) != paths[0].name else "files"
