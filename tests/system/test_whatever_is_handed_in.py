"""Broken and hostile code costs its own checks only, says what happened, and the run goes on.

Each case is code appended to the complete ex1 (so the later definition wins), or the whole file; `to_batch` is the function
that misbehaves. The limits are short here so that hangs do not make the tests slow.
"""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from support.grading import ROOT, grade_folder, show

from grader.core.model import CheckResult, Status, SubmissionResult
from grader.sandbox.launcher import Launcher
from grader.sandbox.spawn import SpawnLauncher

SOLUTION = (ROOT / "solutions" / "week12" / "ex1_preprocess.py").read_text(encoding="utf-8")
EXERCISE = "ex1_preprocess"


@pytest.fixture(autouse=True)
def _short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.checking.exercise_run.CALL_SECONDS", 3.0)
    monkeypatch.setattr("grader.checking.exercise_run.LEAST_SECONDS", 1.0)
    monkeypatch.setattr("grader.checking.exercise_run.LOAD_SECONDS", 3.0)


def graded(text: str | bytes | None, folder: Path, launcher: Launcher) -> SubmissionResult:
    if text is not None:
        data = text.encode() if isinstance(text, str) else text
        (folder / f"{EXERCISE}.py").write_bytes(data)
    return grade_folder(folder, launcher, exercise=EXERCISE)


def split(result: SubmissionResult) -> tuple[list[CheckResult], list[CheckResult]]:
    """The checks of to_batch, and those of the other functions."""
    own = [c for c in result.checks if c.spec.function == "to_batch"]
    return own, [c for c in result.checks if c not in own]


IN_A_CALL = {
    "hangs": ("while True: pass", "timeout", "timeout"),
    "sleeps with every signal blocked": (
        "import signal, time; signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65)); time.sleep(99)",
        "timeout",
        "timeout",
    ),
    "exits with 0": ("import os; os._exit(0)", "crashed", "exit"),
    "calls sys.exit": ("raise SystemExit(0)", "crashed", "sys_exit"),
    "raises KeyboardInterrupt": ("raise KeyboardInterrupt", "error", "raised"),
    "segfaults": ("import ctypes; ctypes.string_at(0)", "crashed", "signal"),
    "aborts": ("import os; os.abort()", "crashed", "signal"),
    "recurses without end": ("return to_batch(image)", "error", "raised"),
    "allocates 10 GB in Python": ("return [bytearray(1 << 30) for _ in range(10)]", "crashed", "memory"),
    "allocates 10 GB in torch": ("return torch.ones(10 << 28)", "crashed", "memory"),
    "kills its parent": ("import os, time; os.kill(os.getppid(), 9); time.sleep(9)", "crashed", "exit"),
    # it ends by itself or is killed, whichever comes first
    "closes every descriptor": ("import os; os.closerange(3, 999)", "crashed", "exit signal"),
    "is not written yet": (
        'raise NotImplementedError("ex1_preprocess.to_batch")',
        "not_started",
        "not_started",
    ),
    "says not implemented": ("raise NotImplementedError", "error", "raised"),
    "needs another stub": ('raise NotImplementedError("ex1_preprocess.load_rgb")', "error", "needs_other"),
    "has an exception that cannot be shown": (
        "\n    class E(Exception):\n        def __str__(self): raise E\n    raise E",
        "error",
        "raised",
    ),
    "nests without end": ("\n    x = []\n    x.append(x)\n    return x", "error", "unsendable"),
    "returns too much": ("return torch.zeros(1 << 28, dtype=torch.uint8)", "error", "unsendable"),
    "returns a sparse tensor": ("return image[None].to_sparse()", "failed", "type"),
    "returns a generator": ("return (x for x in image)", "failed", "type"),
    "returns None": ("return None", "failed", "type"),
    "returns itself": ("return to_batch", "failed", "type"),
    "returns NaN": ('return image[None] * float("nan")', "failed", "finite"),
}


@pytest.mark.parametrize("case", IN_A_CALL)
def test_a_call_costs_its_own_checks_only(case: str, tmp_path: Path, launcher: Launcher) -> None:
    body, status, kind = IN_A_CALL[case]
    result = graded(f"{SOLUTION}\n\ndef to_batch(image):\n    {body}\n", tmp_path, launcher)
    own, others = split(result)
    assert {c.status for c in own} == {Status(status)}, [show(c) for c in own]
    assert {c.finding.kind for c in own if c.finding} <= set(kind.split()), [show(c) for c in own]
    assert {c.status for c in others} == {Status.PASSED}, [show(c) for c in others]
    assert result.status == "graded"


AT_IMPORT = {
    "exits with 0": ("import os; os._exit(0)", "crashed"),
    "calls sys.exit": ("import sys; sys.exit(0)", "crashed"),
    "raises KeyboardInterrupt": ("raise KeyboardInterrupt", "error"),
    "hangs": ("while True: pass", "timeout"),
    "waits for input": ("input('?')", "error"),
    "misses a module": ("import tensorflow_of_yesterday", "error"),
    "allocates 10 GB": ("x = bytearray(10 << 30)", "crashed"),
    "has a syntax error": ("def broken(:\n    pass", "error"),
    "holds a null byte": ("x = 1\0", "error"),
}


@pytest.mark.parametrize("case", AT_IMPORT)
def test_a_file_that_cannot_be_loaded_costs_its_exercise(
    case: str, tmp_path: Path, launcher: Launcher
) -> None:
    code, status = AT_IMPORT[case]
    result = graded(f"{SOLUTION}\n\n{code}\n", tmp_path, launcher)
    assert {c.status for c in result.checks} == {Status(status)}, [show(c) for c in result.checks]
    assert all(c.finding and not c.finding.call for c in result.checks)
    assert result.status == "graded"


HARMLESS = {
    "prints 100 MB at import": "print('x' * 100_000_000)",
    "prints 100 MB past Python": "import os\nfor _ in range(100): os.write(1, b'x' * 1_000_000)",
    "prints 100 MB of lines": "for _ in range(10_000): print('x' * 10_000)",
    "starts a thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()",
    "leaves a daemon": "import os, time\nif os.fork() == 0:\n    os.setsid(); os.fork(); time.sleep(99)",
    "makes float64 the default": "torch.set_default_dtype(torch.float64)",
    "switches gradients off": "torch.set_grad_enabled(False)",
    "makes meta the default device": "torch.set_default_device('meta')",
    "warns": "import warnings; warnings.warn('careful')",
    "writes to stderr": "import sys; print('oh', file=sys.stderr)",
    "reconfigures stdout": "import sys; sys.stdout.reconfigure(encoding='utf-8')",
    "detaches stdout": "import sys, io; sys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding='utf-8')",
    "closes stdout": "import sys; sys.stdout.close()",
    "has a dataclass": "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: 'int' = 1",
    "seeds everything": "import random; random.seed(0); torch.manual_seed(0)",
    "changes the folder": "import os; os.chdir('/')",
    "shadows torch": "open('torch.py', 'w').write('raise SystemExit')\nimport torch as again",
    "ends without a newline": "x = 1  # 끝",
}


@pytest.mark.parametrize("case", HARMLESS)
def test_what_is_harmless_costs_nothing(case: str, tmp_path: Path, launcher: Launcher) -> None:
    result = graded(f"{SOLUTION}\n\n{HARMLESS[case]}", tmp_path, launcher)
    assert result.score == result.max_score, [show(c) for c in result.checks]


def test_switches_moved_in_one_function_do_not_reach_the_next(tmp_path: Path, launcher: Launcher) -> None:
    moved = "torch.set_default_dtype(torch.float64); torch.set_grad_enabled(False); torch.set_default_device('meta')"
    text = f"{SOLUTION}\n\ndef to_batch(image):\n    {moved}\n    return None\n"
    _, others = split(graded(text, tmp_path, launcher))
    assert {c.status for c in others} == {Status.PASSED}, [show(c) for c in others]


def test_missing_file(tmp_path: Path, launcher: Launcher) -> None:
    result = graded(None, tmp_path, launcher)
    assert {c.finding.kind for c in result.checks if c.finding} == {"missing_file"}
    assert {c.status for c in result.checks} == {Status.ERROR}


def test_a_folder_in_place_of_the_file(tmp_path: Path, launcher: Launcher) -> None:
    (tmp_path / f"{EXERCISE}.py").mkdir()
    assert {c.status for c in graded(None, tmp_path, launcher).checks} == {Status.ERROR}


def test_missing_function_and_wrong_signature(tmp_path: Path, launcher: Launcher) -> None:
    decorated = "@torch.no_grad()\ndef to_batch(): return 1"
    for code, kind in (
        ("del to_batch", "missing_function"),
        ("def to_batch(): return 1", "signature"),
        (decorated, "signature"),
    ):
        own, others = split(graded(f"{SOLUTION}\n\n{code}\n", tmp_path, launcher))
        assert {c.finding.kind for c in own if c.finding} == {kind}, [show(c) for c in own]
        assert {c.status for c in own} == {Status.ERROR}
        assert {c.status for c in others} == {Status.PASSED}
        assert own[0].finding is not None
        assert own[0].finding.expected == "to_batch(image)"


def test_what_a_decorator_takes_is_what_the_function_takes(tmp_path: Path, launcher: Launcher) -> None:
    code = """
import functools

def with_dimension(function):
    @functools.wraps(function)
    def wrapper(image):
        return function(0, image)
    return wrapper

@with_dimension
def to_batch(dimension, image):
    return image.unsqueeze(dimension)
"""
    result = graded(SOLUTION + code, tmp_path, launcher)
    assert {c.status for c in result.checks} == {Status.PASSED}, [show(c) for c in result.checks]


def test_syntax_error_is_shown_with_line_and_caret(tmp_path: Path, launcher: Launcher) -> None:
    result = graded("import os\n\ndef to_batch(image)\n    return image\n", tmp_path, launcher)
    finding = result.checks[0].finding
    assert finding is not None
    assert (finding.kind, finding.line) == ("syntax", 3)
    line, caret = finding.source.split("\n")
    assert line == "def to_batch(image)"
    assert caret.index("^") == len(line)
    assert "expected ':'" in finding.got


@pytest.mark.parametrize(
    ("prefix", "kind"), [(b"\xef\xbb\xbf", ""), ("# 한글\n".encode("cp949"), "encoding")]
)
def test_encodings(prefix: bytes, kind: str, tmp_path: Path, launcher: Launcher) -> None:
    result = graded(prefix + SOLUTION.encode(), tmp_path, launcher)
    if not kind:
        assert result.score == result.max_score, [show(c) for c in result.checks]
        return
    assert {c.finding.kind for c in result.checks if c.finding} == {kind}
    assert {c.finding.line for c in result.checks if c.finding} == {1}


def test_utf16_and_giant_files(tmp_path: Path, launcher: Launcher) -> None:
    for data, kind in ((SOLUTION.encode("utf-16"), "encoding"), (b"#" * (2 << 20), "too_long")):
        result = graded(data, tmp_path, launcher)
        assert {c.finding.kind for c in result.checks if c.finding} == {kind}


def test_helper_modules_beside_the_file_are_found(tmp_path: Path, launcher: Launcher) -> None:
    (tmp_path / "my_helper.py").write_text("def first(image): return image[None]\n", encoding="utf-8")
    text = f"{SOLUTION}\n\nimport my_helper\ndef to_batch(image):\n    return my_helper.first(image)\n"
    result = graded(text, tmp_path, launcher)
    assert result.score == result.max_score, [show(c) for c in result.checks]


def test_one_hang_does_not_cost_a_check_that_does_not_hang(tmp_path: Path, launcher: Launcher) -> None:
    """A hang on one input only: the other checks of the same function run in a new candidate and pass."""
    text = f"{SOLUTION}\n\nright = to_batch\nimport os\n"
    text += "def to_batch(image):\n    while image.shape[1] == 1 or image.shape[2] == 1: pass\n    return right(image)\n"
    own, others = split(graded(text, tmp_path, launcher))
    statuses = {c.status for c in own}
    assert statuses <= {Status.PASSED, Status.TIMEOUT}
    assert Status.PASSED in statuses, [show(c) for c in own]
    assert {c.status for c in others} == {Status.PASSED}


def test_prints_are_passed_on_and_capped(tmp_path: Path, launcher: Launcher) -> None:
    text = f"{SOLUTION}\n\nright = to_batch\ndef to_batch(image):\n    print('안녕' * 100_000)\n    return right(image)\n"
    own, _ = split(graded(text, tmp_path, launcher))
    assert all(c.prints.startswith("안녕안녕") for c in own)
    assert all(len(c.prints) < 200_000 for c in own)


def test_no_process_and_no_folder_is_left(tmp_path: Path, launcher: Launcher) -> None:
    leave = "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(600)\n    os._exit(0)"
    where = "\nopen('/proc/self/comm', 'w').write('left-behind')\nimport sys; print(os.getcwd(), file=sys.stderr)\n"
    graded(f"{SOLUTION}\n\n{leave}{where}", tmp_path, launcher)
    assert not [p for p in psutil.process_iter(["name"]) if p.info["name"] == "left-behind"]


def test_a_killed_zygote_is_started_again(tmp_path: Path, launcher: Launcher) -> None:
    kill = "import os\nwith open(f'/proc/{os.getppid()}/stat') as f: grand = int(f.read().split()[3])\nos.kill(grand, 9)"
    hostile = graded(f"{SOLUTION}\n\ndef to_batch(image):\n    exec({kill!r})\n", tmp_path, launcher)
    assert hostile.status == "graded"
    result = graded(SOLUTION, tmp_path, launcher)
    assert result.score == result.max_score, [show(c) for c in result.checks]


def test_spawn_gives_the_same_results_as_fork(tmp_path: Path, launcher: Launcher) -> None:
    body = "if image.shape[1] % 2:\n        import os; os._exit(3)\n    print('hello'); return image"
    text = f"{SOLUTION}\n\ndef to_batch(image):\n    {body}\n"
    spawned = SpawnLauncher(hash_seed=1, ahead=2)
    try:
        outcomes = [graded(text, tmp_path, each) for each in (launcher, spawned)]
    finally:
        spawned.close()
    a, b = ([(c.spec.id, c.status, c.finding, c.prints) for c in o.checks] for o in outcomes)
    assert a == b
