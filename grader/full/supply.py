"""Get what a run lacks: list it, ask, fetch, check and unpack."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.prompt import Confirm

from grader.core.errors import NotReady
from grader.core.messages import say
from grader.core.model import Lang
from grader.full import view
from grader.full.cache import Cache, FileState
from grader.full.fetch import Unreachable, fetch
from grader.full.files import File
from grader.full.unpack import Damaged, unpack

SPARE = 256 << 20
"""Bytes that stay free beyond what the files take."""


@dataclass(frozen=True)
class SupplyPlan:
    """What has to be done before a run."""

    fetch: tuple[File, ...]
    unpack: tuple[File, ...]
    """Archives that are there already."""
    partly: dict[str, int]
    """Bytes that an interrupted download left, by the file's name."""

    @property
    def bytes(self) -> int:
        return sum(max(f.size - self.partly.get(f.name, 0), 0) for f in self.fetch)

    @property
    def room(self) -> int:
        """Bytes on the disk that it takes."""
        return self.bytes + sum(f.unpacked for f in (*self.fetch, *self.unpack))


def supply(
    files: Sequence[File], cache: Cache, console: Console, lang: Lang, *, yes: bool, asked: bool | None = None
) -> bool:
    """Bring everything that `files` names into the cache. Returns False when the person said no.

    `asked`: whether there is somebody to ask (a terminal unless said). Raises NotReady.
    """
    plan = make_plan(files, cache, console, lang)
    if plan.fetch:
        console.print(view.supply_table(plan.fetch, plan.partly, plan.bytes, cache.folder, lang))
    require_room(plan, cache.folder)
    if plan.fetch and not yes:
        if not (sys.stdin.isatty() if asked is None else asked):
            raise NotReady("not_asked", size=view.size(plan.bytes))
        if not _confirm(console, lang):
            console.print(view.full_line(say("full.declined", lang)))
            return False
    _fetch_all(plan, cache, console, lang)
    for file in (*plan.unpack, *plan.fetch):
        if file.unpack:
            _unpack(file, cache, console, lang)
    return True


def _confirm(console: Console, lang: Lang) -> bool:
    try:
        return Confirm.ask(" " + say("full.ask", lang), console=console, default=False)
    except EOFError:
        return False


def make_plan(files: Sequence[File], cache: Cache, console: Console, lang: Lang) -> SupplyPlan:
    """Look at every file. One with a wrong sum is put aside, and the person is told."""
    missing: list[File] = []
    packed: list[File] = []
    with console.status(say("full.looking", lang)):
        states = [(file, cache.state(file)) for file in files]
    for file, state in states:
        if state is FileState.WRONG:
            _put_aside(file, cache, console, lang)
        if state in (FileState.WRONG, FileState.MISSING):
            missing.append(file)
        elif state is FileState.PACKED:
            packed.append(file)
    parts = {f.name: cache.path(f.path + ".part") for f in missing}
    partly = {name: part.stat().st_size for name, part in parts.items() if part.is_file()}
    return SupplyPlan(tuple(missing), tuple(packed), partly)


def require_room(plan: SupplyPlan, folder: Path) -> None:
    """Raises NotReady when the disk has less than what the files take."""
    if not plan.room:
        return
    place = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(place).free
    if free < plan.room + SPARE:
        raise NotReady("no_room", path=folder, need=view.size(plan.room + SPARE), free=view.size(free))


def _put_aside(file: File, cache: Cache, console: Console, lang: Lang) -> None:
    try:
        aside = cache.put_aside(file)
    except OSError as error:
        raise _unwritable(cache, error) from None
    console.print(view.put_aside_line(file, aside, lang))


def _fetch_all(plan: SupplyPlan, cache: Cache, console: Console, lang: Lang) -> None:
    if not plan.fetch:
        return
    with view.bytes_bar(console, lang) as bar:
        for at, file in enumerate(plan.fetch):
            task = bar.add_task(file.path.rpartition("/")[2], total=file.size)
            try:
                _fetch(file, cache, console, lang, lambda have, task=task: bar.update(task, completed=have))  # type: ignore[misc]
            except Unreachable as error:
                raise _offline(plan.fetch[at:], cache, str(error)) from None
            except OSError as error:
                raise _unwritable(cache, error) from None
            bar.update(task, completed=file.size)
            if not console.is_terminal:
                console.print(view.fetched(file, lang))


def _fetch(file: File, cache: Cache, console: Console, lang: Lang, on_bytes: view.OnBytes) -> None:
    """Fetch a file and compare its sum. If a resumed file is wrong, fetch it once more from the start."""
    for fresh in (False, True):
        resumed = fetch(file.url, cache.path(file.path), on_bytes)
        if cache.right(file):
            return
        _put_aside(file, cache, console, lang)
        if fresh or not resumed:
            break
    raise NotReady("wrong_sum", name=file.path, url=file.url)


def _unpack(file: File, cache: Cache, console: Console, lang: Lang) -> None:
    with console.status(say("full.unpacking", lang, name=file.title)):
        try:
            unpack(cache.path(file.path), file.unpack, [cache.path(m.path) for m in file.makes])
        except Damaged as error:
            raise NotReady("damaged", path=cache.path(file.path), reason=error) from None
        except OSError as error:
            raise _unwritable(cache, error) from None
    if cache.state(file) is not FileState.READY:
        raise NotReady("damaged", path=cache.path(file.path), reason="MD5")


def _offline(files: Sequence[File], cache: Cache, reason: str) -> NotReady:
    """One sentence that lists every file to bring from a machine with a network."""
    names = ", ".join(f"{f.url} ({view.size(f.size)}) -> {f.path}" for f in files)
    return NotReady("offline", reason=reason, path=cache.folder, names=names)


def _unwritable(cache: Cache, error: OSError) -> NotReady:
    if error.errno == errno.ENOSPC:
        return NotReady("full_disk", path=cache.folder)
    return NotReady("unwritable", path=cache.folder, reason=error.strerror or type(error).__name__)
