"""Fetch one file over the network.

It is written into a .part beside its place, goes on from where it broke off, and is renamed when it is whole.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

TRIES = 5
"""How often in a row a connection may break off without a byte more."""
WAIT = 0.5
TIMEOUT = 30.0
BLOCK = 1 << 16


class Unreachable(Exception):
    """The server cannot be reached, or it does not have the file. The text says why, in the system's words."""


class Restarted(Exception):
    """Nothing is left to go on from: begin again at the first byte."""


def fetch(url: str, path: Path, on_bytes: Callable[[int], None]) -> bool:
    """Load `url` into `path`; `on_bytes` is told how many bytes are there. Returns whether it went on from a .part.

    Raises Unreachable when the server is not there or says no, OSError when the disk says no. The .part stays.
    """
    part = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    resumed = part.exists() and part.stat().st_size > 0
    left, reason, connected = TRIES, "", False
    while left:
        before = _size(part)
        try:
            whole = _once(url, part, on_bytes)
            connected = True
            if whole:
                part.replace(path)
                return resumed
            reason = "the connection broke off"
        except Restarted:
            part.unlink(missing_ok=True)
            resumed = False
        except urllib.error.HTTPError as error:
            error.close()
            if error.code < 500:
                raise Unreachable(f"HTTP {error.code}") from None
            reason = f"HTTP {error.code}"
        except urllib.error.URLError as error:
            if not connected:
                raise Unreachable(str(error.reason)) from None
            reason = str(error.reason)
        except (http.client.HTTPException, ConnectionError, TimeoutError) as error:
            reason = str(error) or type(error).__name__
        left = TRIES if _size(part) > before else left - 1
        time.sleep(WAIT * (TRIES - left))
    raise Unreachable(reason)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _once(url: str, part: Path, on_bytes: Callable[[int], None]) -> bool:
    """One connection. True when every byte that the server promised is there."""
    have = _size(part)
    headers = {"User-Agent": "transfer-lab", "Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    try:
        response = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        if error.code != 416 or not have:
            raise
        error.close()
        raise Restarted from None  # the server has nothing after it: the .part is whole, too long, or another file's
    with contextlib.closing(response):
        begin, total = _extent(response)
        if begin not in (0, have):
            raise Restarted
        with part.open("ab" if begin else "wb") as out:
            have = _copy(response, out, begin, on_bytes)
    return have == total if total is not None else True


def _extent(response: http.client.HTTPResponse) -> tuple[int, int | None]:
    """Where the answer begins in the file, and the file's whole size if the server says it."""
    length = response.headers.get("Content-Length")
    if response.status == 206:
        match = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", ""))
        if not match:
            raise Restarted
        begin = int(match[1])
        whole = int(match[2]) if match[2] != "*" else begin + int(length) if length else None
        return begin, whole
    return 0, int(length) if length else None


def _copy(
    response: http.client.HTTPResponse, out: BinaryIO, have: int, on_bytes: Callable[[int], None]
) -> int:
    on_bytes(have)
    while block := response.read1(BLOCK):
        out.write(block)
        have += len(block)
        on_bytes(have)
    return have
