"""A stranger's text as the name of a file: the text itself where any disk can take it, else encoded."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

NAME_CAP = 200
"""Bytes of a name. File systems allow 255; a suffix and the name of a temporary file must fit in as well."""
_SAFE_BYTE = re.compile(rb"[A-Za-z0-9._-]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def file_name(id: str) -> str:
    """The id itself, or its UTF-8 percent-encoded; without a suffix.

    Different ids get different names, also on a disk that has its own way to write é. The names may still differ in
    upper and lower case only; `file_names` tells those apart for a class.
    """
    data = id.encode("utf-8", "surrogatepass")
    name = "".join(chr(b) if _SAFE_BYTE.match(bytes([b])) else f"%{b:02X}" for b in data)
    if name in (".", ".."):
        name = name.replace(".", "%2E")
    if _DEVICE.match(name):  # Windows would write to a device
        name = f"%{data[0]:02X}{name[1:]}"
    return _hashed(name, id) if len(name) > NAME_CAP else name or "%"


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """The name of each id. Ids that differ only in upper and lower case get a hash: some disks see one name."""
    names = {id: file_name(id) for id in ids}
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
