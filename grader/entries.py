"""Which submissions there are, found by names alone: nothing of a submission is opened here."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.errors import UsageError
from grader.manifest import read_manifest
from grader.names import escaped, is_ignored, is_wanted, without_suffix
from grader.submission import is_exercise

Kind = Literal["folder", "archive", "files"]

NAME_CAP = 200
"""Bytes of a report's file name: every file system has 255, and `.json` and a temporary name must fit, too."""
_MOODLE = re.compile(r"(?P<who>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+_(?P<name>.+)", re.DOTALL)
_MOODLE_FOLDER = re.compile(r"(?P<who>.+?)_(?P<number>\d+)_assignsubmission_[a-z]+_?", re.DOTALL)
_CANVAS = re.compile(r"(?P<who>.+?)_(?:LATE_)?(?P<number>\d+)_\d+_(?P<name>.+)", re.DOTALL)
_ONLINE_TEXT = re.compile(r"(.+_\d+_assignsubmission_)onlinetext(_?)", re.DOTALL)
_PLAIN = re.compile(rb"[A-Za-z0-9._-]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A submission that was found: plain data, for any process to read it."""

    id: str
    """As in reports: the folder's or archive's name without its suffix, with what cannot be shown escaped. Unique."""
    kind: Kind
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Owner:
    """Whose a submission is, as the LMS that it was downloaded from names its students."""

    system: Literal["moodle", "canvas"]
    who: str
    number: str
    """Moodle's participant, Canvas's user id."""


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
"""An id, the whole name that it was made from, what it is and where."""


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


def lms_name(name: str) -> tuple[str, str]:
    """Whose a flat file of an LMS is and what the student called it: `Kim_12345` of Moodle, `kim_123` of Canvas.

    Where the student's own name for it looks like one, too, the prefix in front counts. Other files are nobody's.
    """
    match = _lms_match(name)
    return (f"{match['who']}_{match['number']}", match["name"]) if match else ("", name)


def _lms_match(name: str) -> re.Match[str] | None:
    found = [match for form in (_MOODLE, _CANVAS) if (match := form.fullmatch(name))]
    return max(found, key=lambda one: len(one["name"]), default=None)


def owner(entry: Entry) -> Owner | None:
    """Whose a submission from an LMS is, by the names of its files; None of one that comes from elsewhere."""
    owners = {_owner(path.name, entry.kind) for path in entry.paths}
    return owners.pop() if len(owners) == 1 else None


def _owner(name: str, kind: Kind) -> Owner | None:
    match = _MOODLE_FOLDER.fullmatch(name) if kind == "folder" else _lms_match(name)
    if match is None:
        return None
    return Owner("canvas" if match.re is _CANVAS else "moodle", escaped(match["who"]), match["number"])


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
    except (OSError, ValueError):  # not there: the submission is unreadable, and says so
        pass
    return "archive" if without_suffix(paths[0].name) != paths[0].name else "files"


# ---- names of reports -------------------------------------------------------------------------------------------------


def report_name(id: str) -> str:
    """The file name of a report, without `.json`: the id itself, or percent-encoded UTF-8.

    Two different names differ in more than how a disk writes é. In more than upper and lower case they may not:
    for a class, `report_names` sees to that.
    """
    data = id.encode("utf-8", "surrogatepass")
    name = "".join(chr(b) if _PLAIN.match(bytes([b])) else f"%{b:02X}" for b in data)
    if name in (".", ".."):
        name = name.replace(".", "%2E")
    if _DEVICE.match(name):  # Windows would write to a device
        name = f"%{data[0]:02X}{name[1:]}"
    return _hashed(name, id) if len(name) > NAME_CAP else name or "%"


def report_names(ids: Iterable[str]) -> dict[str, str]:
    """The file name of each report. Ids that differ in upper and lower case only get a hash: some disks see one name."""
    names = {id: report_name(id) for id in ids}
    groups: dict[str, list[str]] = {}
    for id, name in names.items():
        groups.setdefault(name.lower(), []).append(id)
    for same in groups.values():
        if len(same) > 1:
            names |= {id: _hashed(names[id], id) for id in same}
    return names


def _hashed(name: str, id: str) -> str:
    digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{name[: NAME_CAP - 17]}~{digest}"
