"""Archives that try to do harm when they are opened, and names that try to when they are shown. Made by the tests only.

Each maker writes one archive with `honest`, a file that can be graded, beside what is hostile, unless nothing can be read.
"""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Members = list[tuple[str | zipfile.ZipInfo, bytes]]


@dataclass(frozen=True)
class Archive:
    """What one is called, how it is made, and whether the honest file in it can still be read."""

    name: str
    make: Callable[[Path, str, bytes, Path], None]
    """path, name and bytes of the honest file, a folder outside that nothing may be written to or read from."""
    readable: bool = True


def _zip(path: Path, members: Members, compression: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)


def _tar(path: Path, members: list[tuple[tarfile.TarInfo | str, bytes]], mode: str = "w") -> None:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for info, data in members:
            one = tarfile.TarInfo(info) if isinstance(info, str) else info
            one.size = len(data)
            archive.addfile(one, io.BytesIO(data))


def _special(name: str, kind: bytes, target: str = "") -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.devmajor, info.devminor = kind, target, 1, 5
    return info, b""


def _link_in_zip(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, target.encode()


def slip(path: Path, name: str, honest: bytes, outside: Path) -> None:
    ways = [
        "../../../../../../../tmp/planted.py",
        str(outside / "planted.py"),
        "..\\..\\planted.py",
        "C:\\planted.py",
    ]
    _zip(path, [(name, honest), *((way, b"x") for way in ways)])


def slip_in_tar(path: Path, name: str, honest: bytes, outside: Path) -> None:
    _tar(path, [(name, honest), ("../../planted.py", b"x"), (str(outside / "planted.py"), b"x")], "w:gz")


def link_then_file(path: Path, name: str, honest: bytes, outside: Path) -> None:
    """A link to a folder outside, then a file through it."""
    linked = [_special("way", tarfile.SYMTYPE, str(outside)), ("way/planted.py", b"x")]
    _tar(path, [(name, honest), *linked, _special("hard.py", tarfile.LNKTYPE, str(outside / "canary.txt"))])


def links(path: Path, name: str, honest: bytes, outside: Path) -> None:
    """Links to what is to be read: they are not followed."""
    secret = [_link_in_zip("ex1_preprocess.py", str(outside / "canary.txt")), _link_in_zip("folder", "/etc")]
    _zip(path, [(name, honest), *secret])


def devices(path: Path, name: str, honest: bytes, outside: Path) -> None:
    kinds = [tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
    _tar(path, [(name, honest), *(_special(f"ex{i + 5}_x.py", kind) for i, kind in enumerate(kinds))])


def bomb(path: Path, name: str, honest: bytes, outside: Path) -> None:
    _zip(path, [(name, honest), ("ex1_preprocess.py", bytes(300 << 20))])


def bomb_of_archives(path: Path, name: str, honest: bytes, outside: Path) -> None:
    inner = bytes(10 << 20)
    for depth in range(6):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for i in range(3):
                archive.writestr(f"{depth}{i}.zip", inner)
        inner = buffer.getvalue()
    _zip(path, [(name, honest), ("inner.zip", inner)])


def bomb_in_tar(path: Path, name: str, honest: bytes, outside: Path) -> None:
    _tar(path, [(name, honest), ("zeros.bin", bytes(300 << 20))], "w:gz")


def many(path: Path, name: str, honest: bytes, outside: Path) -> None:
    _zip(path, [(name, honest), *((f"d{i % 97}/f{i}.py", b"") for i in range(20_000))])


def deep(path: Path, name: str, honest: bytes, outside: Path) -> None:
    _zip(path, [(name, honest), ("d/" * 5000 + "ex1_preprocess.py", b"x = 1")])


def encrypted(path: Path, name: str, honest: bytes, outside: Path) -> None:
    _zip(path, [(name, honest)])
    data = bytearray(path.read_bytes())
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + at] |= 1
    path.write_bytes(data)


def truncated(path: Path, name: str, honest: bytes, outside: Path) -> None:
    _zip(path, [(name, honest)])
    path.write_bytes(path.read_bytes()[:200])


def lying_size(path: Path, name: str, honest: bytes, outside: Path) -> None:
    """Says that four gigabytes are ten bytes, and the other way round."""
    _zip(path, [(name, honest), ("ex1_preprocess.py", bytes(50 << 20))])
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(data)


def no_archive(path: Path, name: str, honest: bytes, outside: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"\xff" * 5000)


def empty(path: Path, name: str, honest: bytes, outside: Path) -> None:
    path.write_bytes(b"")


def odd_names(path: Path, name: str, honest: bytes, outside: Path) -> None:
    """Names that are markup, escapes, formulas, reserved, or not text."""
    names = [
        "<script>alert(1)</script>.py",
        "\x1b[2J\x07.py",
        "[red]x[/].py",
        "=cmd|' /C calc'!A0.py",
        "NUL.py",
        "a\nb.py",
        "x" * 250 + ".py",
    ]
    _zip(path, [(name, honest), *((odd, b"x = 1") for odd in names)])


def good(path: Path, name: str, honest: bytes, outside: Path) -> None:
    _zip(path, [(name, honest)])


ARCHIVES = [
    Archive("slip.zip", slip),
    Archive("slip2.tar.gz", slip_in_tar),
    Archive("through.tar", link_then_file),
    Archive("links.zip", links),
    Archive("devices.tar", devices),
    Archive("bomb.zip", bomb),
    Archive("bombs.zip", bomb_of_archives),
    Archive("bomb2.tar.gz", bomb_in_tar),
    Archive("many.zip", many),
    Archive("deep.zip", deep),
    Archive("encrypted.zip", encrypted, readable=False),
    Archive("truncated.zip", truncated, readable=False),
    Archive("lying.zip", lying_size),
    Archive("none.zip", no_archive, readable=False),
    Archive("empty.zip", empty, readable=False),
    Archive("names.zip", odd_names),
    # the id of a submission is its file's name
    Archive("=HYPERLINK(1).zip", good),
    Archive("+1-2@3.zip", good),
    Archive("<img src=x onerror=alert(1)>.zip", good),
    Archive("\x1b[31mred\x07.zip", good),
    Archive("[bold]rich[blink].zip", good),
    Archive("zz-honest.zip", good),
]
