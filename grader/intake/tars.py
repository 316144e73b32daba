"""A tar, read as one stream: `tarfile.TarInfo` reads each header, and what is not wanted is thrown away as it comes.

TarFile itself is not used: it reads extended headers of any length, and takes quadratic time on some.
"""

from __future__ import annotations

import stat
import tarfile
from tarfile import TarInfo

from grader.intake.paths import LeftOut, Parts, decoded
from grader.intake.pile import Pile
from grader.intake.streams import Stream

BLOCK = tarfile.BLOCKSIZE
HEADER_CAP = 64 << 10
FIELDS = 64
"""How long an extended header may be, and how many fields it may have: attributes of macOS are a dozen."""
_LONG = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_PAX = (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE)
_MODES = {
    tarfile.REGTYPE: stat.S_IFREG,
    tarfile.AREGTYPE: stat.S_IFREG,
    tarfile.CONTTYPE: stat.S_IFREG,
    tarfile.DIRTYPE: stat.S_IFDIR,
    tarfile.SYMTYPE: stat.S_IFLNK,
    tarfile.LNKTYPE: stat.S_IFLNK,  # a hard link leads elsewhere just as well
    tarfile.CHRTYPE: stat.S_IFCHR,
    tarfile.BLKTYPE: stat.S_IFBLK,
    tarfile.FIFOTYPE: stat.S_IFIFO,
}


def header(block: bytes) -> TarInfo | None:
    """What a block says about the member behind it; None when it is no header."""
    try:
        info = TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return None
    return info if info.size >= 0 else None


def gather_tar(stream: Stream, shown: str, pile: Pile, within: Parts = ()) -> bool:
    """Put the files of a tar into the pile, also those read before it broke. Returns False when it is no tar at all."""
    reading = _Tar(stream, pile, within)
    try:
        reading.all()
    except LeftOut as error:
        trouble = error.key
    except Exception:  # zlib, bz2 and lzma raise several different ones about bytes that a stranger made
        trouble = "truncated"
    else:
        return True
    if reading.opened:
        pile.notes.add(trouble, shown)
    return reading.opened


class _Tar:
    """A tar that is being read: what has been learned of the next member."""

    def __init__(self, stream: Stream, pile: Pile, within: Parts) -> None:
        self.opened = False
        self._stream = stream
        self._pile = pile
        self._within = within
        self._name: bytes | None = None
        self._size: int | None = None

    def all(self) -> None:
        """Read to the end: a block of zeros, or no more bytes."""
        while (head := self._stream.read(BLOCK)).strip(b"\0") or not (head or self.opened):
            info = header(head)
            if info is None:
                raise LeftOut("truncated")
            self.opened = True
            if not self._pile.left or not self._pile.scan(1):
                raise LeftOut("too_many")
            if info.type in _LONG or info.type in _PAX:
                self._extended(info)
            else:
                self._member(info)
                self._name = self._size = None

    def _extended(self, info: TarInfo) -> None:
        """A header about the next member: a name that is too long for its own, a size that is too large."""
        if info.size > HEADER_CAP:
            raise LeftOut("truncated")
        self._pile.look(info.name)
        data = self._stream.read(info.size)
        self._stream.skip(-info.size % BLOCK)
        if info.type == tarfile.GNUTYPE_LONGNAME:
            self._name = data.partition(b"\0")[0]
        elif info.type in _PAX:
            fields = _pax(data)
            self._name = fields.get(b"path", self._name)
            if (size := fields.get(b"size")) is not None:
                if not size.isdigit():
                    raise LeftOut("truncated")
                self._size = int(size)

    def _member(self, info: TarInfo) -> None:
        raw = info.name.encode("utf-8", "surrogateescape") if self._name is None else self._name
        size = info.size if self._size is None else self._size
        mode = _MODES.get(info.type, 0)
        if mode and not stat.S_ISREG(mode):
            size = 0  # as in tarfile: these have no bytes, whatever the header says
        name, guessed = decoded(raw)
        if info.isdir() and not name.endswith("/"):
            name += "/"
        parts = self._pile.member(name, mode, self._within) if mode else None
        room = self._pile.room(parts) if parts else 0
        data = self._stream.read(min(size, room))
        if len(data) < min(size, room):
            raise LeftOut("truncated")
        if parts and room:
            if guessed:
                self._pile.notes.add("cp949", name)
            self._pile.put(parts, data, room)
        self._stream.skip(size - len(data) + -size % BLOCK)


def _pax(data: bytes) -> dict[bytes, bytes]:
    """The fields of an extended header: `LENGTH KEY=VALUE\\n`, one after the other."""
    fields: dict[bytes, bytes] = {}
    at = 0
    while at < len(data):
        length, blank, _ = data[at : at + 8].partition(b" ")
        if not blank or not length.isdigit() or int(length) <= len(length) + 1 or len(fields) == FIELDS:
            raise LeftOut("truncated")
        key, _, value = data[at + len(length) + 1 : at + int(length) - 1].partition(b"=")
        if key.startswith(b"GNU.sparse"):
            raise LeftOut("truncated")  # its bytes are not those of the file
        fields[key] = value
        at += int(length)
    return fields
