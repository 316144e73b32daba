"""Seeds: a run has one number, and a one-way function derives all others from it."""

from __future__ import annotations

import hashlib


def derive(seed: int, purpose: str) -> int:
    """A 63-bit number for `purpose`, from which neither `seed` nor another purpose's number can be told (SHA-256)."""
    digest = hashlib.sha256(f"transfer-lab/{seed}/{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "little") >> 1
