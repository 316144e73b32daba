"""The checks that passed, with their questions and answers: on the same answers, a check is not computed again.

A check is a function of what it drew (the run's seed) and of the answers of the student's side; nothing else decides. A
submission therefore passes when it gives, byte for byte, the answers with which the check has passed before. Its process is
still asked every question, one after another; only the examiner's own computation is left out. At the first different answer
the check runs as always, and gets the answers that are there already. A class of right solutions then costs the examiner
one computation, not hundreds. Failures are never taken from here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import pairwise

from grader.sandbox.client import Query

CAP = 256 << 20
"""Bytes of questions that one run remembers; what does not fit is computed again."""


@dataclass
class Node:
    """A question, and what comes next after each answer that has led to a pass."""

    question: Query
    after: dict[bytes, Node | None] = field(default_factory=dict)
    """By the answer's digest; None when the check passed with that answer as its last."""


Transcript = list[tuple[Query, bytes]]
"""The questions of a check and the digests of their answers, in order."""


def digest_of(transcript: Transcript) -> str:
    """Two submissions with the same digest are the same to a check: they gave it the same answers."""
    return hashlib.blake2b(b"".join(digest for _, digest in transcript), digest_size=12).hexdigest()


class Memo:
    """The passes of one run: one week, one seed."""

    def __init__(self) -> None:
        self._first: dict[str, Node] = {}
        self._size = 0

    def first(self, check: str) -> Node | None:
        """The first question of a check that has passed before; None of any other."""
        return self._first.get(check)

    def add(self, check: str, transcript: Transcript) -> None:
        """Remember a check that passed."""
        size = sum(len(question) for question, _ in transcript)
        if not transcript or self._size + size > CAP:
            return
        self._size += size
        node = self._first.setdefault(check, Node(transcript[0][0]))
        for (_, digest), (question, _) in pairwise(transcript):
            following = node.after.setdefault(digest, Node(question))
            if following is None:  # it has passed without this question: its answers alone do not decide it
                return
            node = following
        node.after.setdefault(transcript[-1][1], None)
