"""The same seed gives the same inputs and marks; another seed gives other inputs; the start method changes nothing."""

from __future__ import annotations

import hashlib

import msgspec
import pytest
from support.grading import ROOT, grade_folder, not_passed, show

from grader.checking.student import Student
from grader.core.week import week_names
from grader.sandbox import client as remote
from grader.sandbox.launcher import Launcher
from grader.sandbox.spawn import SpawnLauncher

REAL = {"ex1_preprocess.build_transform.photo", "ex2_classify.load_labels.imagenet"}
"""Checks whose only input is a real file, or one of a few: two seeds may well give the same."""


class Log:
    """What the examiner sent in each check: a digest of the values, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: dict[str, list[str]] = {}
        self._check = ""
        answer, ask = Student._answer, remote.Client.ask

        def logged_answer(student: Student, asked: remote.Query) -> remote.Answer:
            self._check = student.spec.id
            return answer(student, asked)

        def logged_ask(candidate: remote.Client, asked: remote.Query, seconds: float) -> remote.Answer:
            if asked.op in ("call", "invoke", "prop", "file"):
                tree = msgspec.msgpack.encode([asked.op, asked.name, asked.args, asked.kwargs])
                # a scratch path is new in every run, whatever the seed
                digest = hashlib.sha256(
                    tree.replace(str(candidate.scratch).encode(), b"") + b"".join(asked.buffers)
                )
                self.sent.setdefault(self._check, []).append(digest.hexdigest())
            return ask(candidate, asked, seconds)

        monkeypatch.setattr(Student, "_answer", logged_answer)
        monkeypatch.setattr(remote.Client, "ask", logged_ask)


@pytest.mark.parametrize("week", week_names())
def test_inputs_follow_the_seed(week: str, launcher: Launcher, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []
    for seed in (5, 5, 6):
        with monkeypatch.context() as patch:
            log = Log(patch)
            grade_folder(ROOT / "solutions" / week, launcher, week=week, seed=seed, remember=False)
            sent.append(log.sent)
    first, again, other = sent
    assert first
    assert first == again
    alike = [id for id in first if first[id] == other[id] and id not in REAL]
    assert not alike, alike


@pytest.mark.parametrize("week", week_names())
def test_fork_and_spawn_give_the_same_results(week: str, launcher: Launcher) -> None:
    spawned = SpawnLauncher(hash_seed=1, ahead=1)
    try:
        for folder in (ROOT / "solutions" / week, ROOT / "exercises" / week):
            a, b = (
                grade_folder(folder, each, week=week, seed=11, remember=False) for each in (launcher, spawned)
            )
            kept = [[(c.spec.id, c.status, c.finding) for c in r.checks] for r in (a, b)]
            assert kept[0] == kept[1]
            assert a.score == b.score
            if folder.parent.name == "solutions":
                assert not not_passed(b), [show(c) for c in not_passed(b)]
    finally:
        spawned.close()
