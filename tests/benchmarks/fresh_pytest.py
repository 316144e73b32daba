"""A pytest plug-in that runs the week's checks in the same process as a submission, as graders without isolation do.

Only for comparing costs: `python -m pytest -c grader/weeks/checks.ini -p fresh_pytest grader/weeks/week12/check_*.py`, with
SUBMISSION naming the folder. Every submission then pays for a fresh interpreter and its own import of torch.
"""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from pathlib import Path

import pytest

from grader.checking.exercise_run import Budget
from grader.checking.plugin import Plugin
from grader.checking.setting import Setting
from grader.core.week import load_week
from grader.intake.submission import Submission
from grader.sandbox.candidate import Candidate
from grader.sandbox.launcher import Output, Running
from grader.sandbox.protocol import ChannelClosed, Request, decode_header, read_frame, write_frame

ROOT = Path(__file__).resolve().parents[2]


class SameProcess:
    """A launcher whose candidates are threads of this process."""

    isolation = "none"

    def start(self) -> Running:
        ours, theirs = socket.socketpair()
        reader, writer = os.pipe()
        threading.Thread(target=_serve, args=(theirs,), daemon=True).start()
        return Running(ours, Output(reader), Path(tempfile.mkdtemp()), lambda: os.close(writer))

    def close(self) -> None:
        pass


def _serve(sock: socket.socket) -> None:
    candidate = Candidate()
    try:
        while True:
            header, buffers = read_frame(sock, None)
            write_frame(sock, candidate.answer(decode_header(header, Request), buffers), None)
    except ChannelClosed:
        return


def pytest_configure(config: pytest.Config) -> None:
    week = load_week("week12")
    folder, datasets = Path(os.environ["SUBMISSION"]).resolve(), ROOT / "datasets"
    submission = Submission(folder.name, folder)
    wanted = {spec.id: spec for spec in week.checks}
    plugin = Plugin(
        Setting(week, SameProcess(), datasets),
        submission,
        wanted,
        budget=Budget(),
        on_result=lambda result: None,
    )
    config.pluginmanager.register(plugin)
    config.add_cleanup(lambda: print(sum(r.points for r in plugin.results.values())))
