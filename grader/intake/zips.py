"""Archives, read into memory: nothing is extracted to disk, no size that a header claims is believed.

An archive's first bytes say what it is; its name does not matter. zipfile reads a zip's directory, then its members are read
one by one as far as the caps go. A member that is not safe costs only itself.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from grader.core.model import Note
from grader.core.text import visible
from grader.intake.paths import LeftOut, Parts, decoded
from grader.intake.pile import ENTRIES, Pile, open_regular
from grader.intake.streams import CHUNK, PACKED, RATIO, STREAM_CAP, Stream
from grader.intake.tars import BLOCK, gather_tar, header

DIRECTORY_CAP = 4 << 20
"""What zipfile may read of a zip in one piece. Its directory has about a hundred bytes for each member."""
RATIO_FREE = 256 << 10
"""Below this many bytes the ratio of a member says nothing: a file may be mostly blanks."""
HEADER = 30
"""Bytes of a member's own header in a zip, without its name."""
_OTHER = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"ALZ\x01", b"EGGA", b"\x28\xb5\x2f\xfd")


def gather_archive(path: Path, pile: Pile, within: Parts = ()) -> Note | None:
    """Put the archive's files into the pile. Returns why it could not be opened, None when it could."""
    try:
        with open_regular(path, _Careful) as file:
            key = _gather(file, path.name, pile, within)
    except LeftOut as error:
        key = {"link": "archive_link", "large": "archive_large"}.get(error.key, "archive_broken")
    except FileNotFoundError:
        key = "gone"
    except Exception:  # zipfile, zlib and lzma raise a dozen different ones about bytes that a stranger made
        key = "archive_broken"
    return Note(key, {"name": visible(path.name)}) if key else None


def _gather(file: io.FileIO, shown: str, pile: Pile, within: Parts) -> str:
    """The key of the note that says why the archive could not be opened, or an empty string."""
    head = file.read(BLOCK)
    file.seek(0)
    if head.startswith(_OTHER):
        return "archive_kind"
    packed = next((magic for magic in PACKED if head.startswith(magic)), b"")
    if packed or header(head):
        stream = Stream(file, packed, STREAM_CAP - pile.unpacked)
        opened = gather_tar(stream, shown, pile, within)
        pile.unpacked += stream.size
        return "" if opened else "archive_broken"
    _gather_zip(file, pile, within)
    return ""


class _Careful(io.FileIO):
    """A file that refuses to be read in too long a piece: zipfile asks for as much as the file claims to have."""

    def read(self, size: int | None = -1) -> bytes:
        everything = size is None or size < 0 or size > DIRECTORY_CAP
        data = super().read(DIRECTORY_CAP + 1 if everything else size) or b""
        if len(data) > DIRECTORY_CAP:
            raise LeftOut("large")
        return data


def _gather_zip(file: io.FileIO, pile: Pile, within: Parts) -> None:
    archive = zipfile.ZipFile(file)
    if not pile.scan(len(archive.infolist())):
        raise LeftOut("large")
    members = archive.infolist()[: ENTRIES + 1]
    overlapping = _overlapping(members)
    found: dict[Parts, Callable[[int], bytes]] = {}
    for member in members:
        raw, guessed = _zip_name(member)
        parts = pile.member(raw, member.external_attr >> 16, within)
        if parts is None:
            continue
        name = "/".join(parts)
        if key := _trouble(member, overlapping):
            pile.notes.add(key, name)
            continue
        if parts in found:
            # the last one counts: unpacking would overwrite the others with it
            pile.notes.add("duplicate", name)
        if guessed:
            pile.notes.add("cp949", name)
        found[parts] = _zip_reader(archive, member)
    pile.take_all(found.items())


def _trouble(member: zipfile.ZipInfo, overlapping: set[int]) -> str:
    """Why a member is not read, as the key of a note, or an empty string."""
    if member.flag_bits & 0x1:
        return "encrypted"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "method"  # zipfile unpacks the others without a limit
    return "damaged" if member.header_offset in overlapping else ""


def _overlapping(members: list[zipfile.ZipInfo]) -> set[int]:
    """Where each member begins that reaches into the next: in some bombs all files are the same bytes."""
    places = sorted((member.header_offset, member.compress_size) for member in members)
    out: set[int] = set()
    for (begin, size), (following, _) in pairwise(places):
        if begin + HEADER + size > following:
            out.add(begin)
    return out


def _zip_reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        pieces, size = [], 0
        with archive.open(member) as source:
            while size < most and (piece := source.read(min(CHUNK, most - size))):
                pieces.append(piece)
                size += len(piece)
                if size > RATIO_FREE and size > RATIO * member.compress_size:
                    raise LeftOut("bomb")
        return b"".join(pieces)

    return read


def _zip_name(member: zipfile.ZipInfo) -> tuple[str, bool]:
    """The name as it was meant, and whether the encoding of Korean Windows had to be guessed."""
    name = member.orig_filename
    if member.flag_bits & 0x800:
        return name, False
    return decoded(name.encode("cp437"))
