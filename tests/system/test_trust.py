"""A grade that the submission cannot write: forging gains nothing, and no check or expected value is to be seen."""

from __future__ import annotations

import ast
import socket
import struct
from pathlib import Path

import msgspec
import numpy as np
import pytest
import torch
from PIL import Image
from support.grading import ROOT, grade_folder, show

from grader.core.model import Status
from grader.sandbox import protocol as frames
from grader.sandbox.launcher import Launcher
from grader.sandbox.limits import BUFFER_CAP, DEPTH_CAP, LEAST_BYTES, ODD_CAP, ProtocolError, Unsendable
from grader.sandbox.wire import Packer, Ref, Unpacker

SOLUTION = (ROOT / "solutions" / "week12" / "ex1_preprocess.py").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.checking.exercise_run.CALL_SECONDS", 3.0)


# ---- what a submission may try -----------------------------------------------------------------------------------

FORGED = "import os, struct, msgspec\ndef send(m):\n    h = msgspec.msgpack.encode(m)\n"
FORGED += "    os.write(200, struct.pack('<II', len(h), 0) + h)\n"
ATTACKS = {
    "an object that equals everything": "class E:\n"
    "    def __eq__(s, o): return True\n"
    "    def __getattr__(s, n): return s\n"
    "    def __call__(s, *a): return s\n"
    "def to_batch(image): return E()",
    "a tensor that answers every question with yes": "class T(torch.Tensor):\n"
    "    @classmethod\n"
    "    def __torch_function__(cls, f, t, a=(), k=None): return True\n"
    "def to_batch(image): return torch.zeros(1, *image.shape).as_subclass(T)",
    "patched comparisons": "import builtins, json, math\n"
    "torch.equal = torch.allclose = torch.isclose = lambda *a, **k: True\n"
    "torch.Tensor.__eq__ = lambda a, b: True\n"
    "torch.Tensor.detach = lambda t: t\n"
    "json.loads = json.dumps = lambda *a, **k: {}\n"
    "builtins.isinstance = lambda *a: True\n"
    "builtins.len = lambda *a: 1\n"
    "def to_batch(image): return 0",
    "patched pytest": "import pytest, sys\n"
    "pytest.exit = pytest.skip = pytest.fail = lambda *a, **k: None\n"
    "class P:\n    def __getattr__(s, n): return lambda *a, **k: True\n"
    "sys.modules['grader.checking.kit'] = sys.modules['grader.checking.examiner'] = sys.modules['_pytest'] = P()\n"
    "def to_batch(image): pytest.exit('done', 0)",
    "a forged frame before the reply": FORGED
    + "def to_batch(image):\n    send({'value': True, 'number': 3}); return 0",
    "a forged frame instead of the reply": FORGED
    + "def to_batch(image):\n    send({'value': ['passed'], 'number': 1}); os._exit(0)",
    "a frame that is no frame": "import os, time\ndef to_batch(image): os.write(200, b'\\xff' * 64); time.sleep(9)",
    "a frame of four gigabytes": "import os, struct, time\n"
    "def to_batch(image): os.write(200, struct.pack('<II', 2**32 - 1, 2**32 - 1)); time.sleep(9)",
    "half a frame": "import os, struct, time\ndef to_batch(image): os.write(200, struct.pack('<II', 9, 0)); time.sleep(9)",
    "a frame nested a million deep": "import os, struct, time\n"
    "def to_batch(image): os.write(200, struct.pack('<II', 10**6, 0) + b'\\x91' * 10**6); time.sleep(9)",
    "a tensor that claims what is not there": FORGED
    + "def to_batch(image): send({'value': ['tensor', 'float32', [10**9], 0, False], 'number': 2}); os._exit(0)",
    "pytest's words on the output": "def to_batch(image): print('1 passed in 0.01s'); import os; os._exit(0)",
    "props that lie": "import sys\nprops = sys.modules['grader.weeks.week12.props']\n"
    "for name in list(vars(props)):\n"
    "    if callable(getattr(props, name)): setattr(props, name, lambda *a, **k: '/dev/null')\n"
    "def to_batch(image): return True",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_forging_earns_nothing(attack: str, tmp_path: Path, launcher: Launcher) -> None:
    text = f"{SOLUTION}\n\n{ATTACKS[attack]}\n"
    (tmp_path / "ex1_preprocess.py").write_text(text, encoding="utf-8")
    result = grade_folder(tmp_path, launcher, exercise="ex1_preprocess", seed=99)
    own = [c for c in result.checks if c.spec.function == "to_batch"]
    assert own
    assert sum(c.points for c in own) == 0, [show(c) for c in own]
    assert result.status == "graded"
    assert Status.FAULT not in {c.status for c in result.checks}


SPY = """
import gc, os, sys
def to_batch(image):
    seen = set()
    frame = sys._getframe()
    while frame:
        seen.add(os.path.basename(frame.f_code.co_filename))
        frame = frame.f_back
    seen = {name for name in seen if 'check' in name or 'kit' in name or 'exam' in name}
    for value in gc.get_objects():
        if isinstance(value, torch.Tensor) and tuple(value.shape) == (1, *image.shape): seen.add('EXPECTED TENSOR')
        if isinstance(value, dict):
            for text in list(value.values()):
                if isinstance(text, str) and ('known=' in text or 'def check_' in text or 'hints.ko' in text):
                    seen.add('CHECK TEXT')
    sandbox = {'candidate', 'exceptions', 'limits', 'protocol', 'warden', 'wire', 'zygote'}
    allowed = {'grader', 'grader.sandbox', *('grader.sandbox.' + name for name in sandbox)}
    allowed |= {'grader.weeks.week12.props', 'grader.weeks.week12.ex1_preprocess.props'}
    seen |= {m for m in sys.modules if m.startswith('grader') and m not in allowed or m.startswith(('pytest', '_pytest'))}
    return sorted(seen)
"""


def test_the_students_side_sees_no_check_and_no_expected_value(tmp_path: Path, launcher: Launcher) -> None:
    (tmp_path / "ex1_preprocess.py").write_text(f"{SOLUTION}\n\n{SPY}\n", encoding="utf-8")
    result = grade_folder(tmp_path, launcher, exercise="ex1_preprocess")
    own = [c.finding for c in result.checks if c.spec.function == "to_batch" and c.finding]
    assert {f.kind for f in own} == {"type"}
    assert {f.got for f in own} == {"[]"}


def test_the_random_state_gives_no_input_away(tmp_path: Path, launcher: Launcher) -> None:
    """The student's generators start from a number that the inputs' numbers cannot be told from."""
    from grader.checking.draw import Draw
    from grader.core.seeds import derive

    seed = 4321
    draws = Draw(seed, "ex1_preprocess.to_batch.values").normal(50)
    for purpose in ("candidate/ex1_preprocess", "begin/ex1_preprocess.to_batch.values", "hash"):
        torch.manual_seed(derive(seed, purpose))
        assert not torch.isin(torch.randn(50), draws).any()
        other = np.random.Generator(np.random.PCG64(derive(seed, purpose))).normal(size=50).astype(np.float32)
        assert not np.isin(other, draws.numpy()).any()


# ---- how the code is built ---------------------------------------------------------------------------------------


def test_the_examiner_unpickles_nothing_and_imports_no_student_code() -> None:
    banned = {"pickle", "marshal", "dill", "cloudpickle", "shelve", "runpy", "imp"}
    for path in sorted((ROOT / "grader").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            assert not banned & {n.split(".")[0] for n in names}, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                runs = node.func.id in ("exec", "eval", "compile", "__import__")
                assert not runs or path.name == "candidate.py", f"{path}:{node.lineno}"
            if isinstance(node, ast.Attribute) and node.attr in ("exec_module", "import_module", "load"):
                assert (path.name, node.attr) in {
                    ("examiner.py", "exec_module"),  # props.py, which is ours
                    ("wire.py", "load"),  # an image, on the student's side
                    ("selfcheck.py", "load"),  # progress
                    ("cellcheck.py", "load"),
                    ("watch.py", "load"),
                    ("commands.py", "load"),
                    ("confine.py", "load"),  # a system-call filter, into the kernel
                }, f"{path}:{node.lineno}"


# ---- the wire ----------------------------------------------------------------------------------------------------


def cross(value: object) -> object:
    """Pack, encode, decode, unpack: as over the socket."""
    packer = Packer()
    tree = msgspec.msgpack.decode(msgspec.msgpack.encode(packer.pack(value)))
    return Unpacker(bytearray(b"".join(packer.buffers))).unpack(tree)


PLAIN = [
    None, True, 0, -1, 2**63, -(2**200), 1.5, float("inf"), "", "한글", b"", b"\x00\xff", [], (), {}, [1, [2, (3,)]],
    {1: "a", (1, 2): [None], "k": {"n": b"x"}},
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_cross_as_they_are(value: object) -> None:
    back = cross(value)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    "dtype", ["bool", "uint8", "int64", "float16", "bfloat16", "float32", "float64", "complex64"]
)
@pytest.mark.parametrize("shape", [(), (0,), (3, 0, 2), (2, 3, 4)])
def test_tensors_cross_bit_by_bit(dtype: str, shape: tuple[int, ...]) -> None:
    value = (torch.randn(shape) * 5).to(getattr(torch, dtype))
    back = cross(value.clone())
    assert isinstance(back, torch.Tensor)
    assert (back.dtype, back.shape, back.requires_grad) == (value.dtype, value.shape, False)
    assert torch.equal(back, value)


def test_gradient_flag_strides_and_nan_cross() -> None:
    value = torch.randn(4, 5).t()[::2].requires_grad_()
    back = cross(value)
    assert isinstance(back, torch.Tensor)
    assert back.requires_grad
    assert torch.equal(back, value)
    assert torch.isnan(cross(torch.tensor([float("nan")]))).all()  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "CMYK", "I", "F", "HSV", "YCbCr"])
def test_images_cross_with_mode_and_palette(mode: str) -> None:
    image = Image.fromarray(np.random.default_rng(0).integers(0, 255, (5, 11, 3)).astype(np.uint8))
    image = image.convert("L").convert("LA") if mode == "LA" else image.convert(mode)
    back = cross(image)
    assert isinstance(back, Image.Image)
    assert (back.mode, back.size, back.tobytes()) == (image.mode, image.size, image.tobytes())
    assert back.convert("RGB").tobytes() == image.convert("RGB").tobytes()


@pytest.mark.parametrize("value", [np.float32(1.5), np.int64(7), np.bool_(True)])
def test_numpy_scalars_stay_numpy_scalars(value: np.generic) -> None:
    back = cross(value)
    assert type(back) is type(value)
    assert back == value


def test_float64_scalar_stays_a_numpy_scalar_that_is_a_float() -> None:
    assert isinstance(cross(np.float64(0.5)), float)


def test_arrays_cross_and_objects_do_not() -> None:
    value = np.arange(12, dtype=">i4").reshape(3, 4)[:, ::2]
    assert np.array_equal(cross(value), value)  # type: ignore[arg-type]
    kept: list[object] = []

    def keep(item: object) -> Ref:
        kept.append(item)
        return Ref(len(kept) - 1, type(item).__name__)

    packer = Packer(keep)
    tree = packer.pack([np.array([object()]), object(), {1, 2}, torch.zeros(2, device="meta")])
    assert [item[0] for item in tree[1:]] == ["ref"] * 4
    assert len(kept) == 4


class LyingFloat(float):
    def __float__(self) -> float:
        return 42.0

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


class LyingList(list[int]):
    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter([42])

    def __len__(self) -> int:
        return 1


class LyingDict(dict[str, int]):
    def items(self):  # type: ignore[no-untyped-def]
        return {"a": 42}.items()


class LyingStr(str):
    def __str__(self) -> str:
        return "42"


@pytest.mark.parametrize(
    ("value", "base"),
    [
        (LyingFloat(1), 1.0),
        (LyingList([1, 2]), [1, 2]),
        (LyingDict(a=1), {"a": 1}),
        (LyingStr("x"), "x"),
        (np.str_("한"), "한"),
        (np.bytes_(b"x"), b"x"),
    ],
)
def test_a_subclass_crosses_as_its_base_value(value: object, base: object) -> None:
    back = cross(value)
    assert type(back) is type(base)
    assert back == base


BAD_TREES = [
    ["tensor", "float32", [4], 0, False],
    ["tensor", "float32", [-1, -4], 0, False],
    ["tensor", "object", [1], 0, False],
    ["tensor", "float32", [2**40, 2**40], 0, False],
    ["tensor", "float32", [1], -8, False],
    ["tensor", "float32", 3, 0, False],
    ["tensor", "float32", [1.0], 0, False],
    ["array", "object", [1], 0],
    ["scalar", "float64", [], 10**6],
    ["image"],
    ["image", "RGB", [10**5, 10**5], 0, 0, 0, 0],
    ["image", "RGB", [0, 0], 0, 0, 0, 0],
    ["image", "XYZ", [1, 1], 0, 1, 0, 0],
    *(["dict", 1], ["dict", ["list"], 1], ["int", "0x" + "f" * 5000], ["int", 5], ["int", "zz"]),
    *(["bytes", 0, 99], ["ref", -1, "x"], ["ref", "0", "x"], ["ref", 0, None], ["exec", "1"]),
    *([], {"a": 1}, ["tuple", {"a": 1}]),
]


@pytest.mark.parametrize("tree", BAD_TREES, ids=lambda t: str(t)[:60])
def test_a_malformed_value_is_refused(tree: object) -> None:
    with pytest.raises(ProtocolError):
        Unpacker(bytearray(8)).unpack(tree)


def test_depth_count_and_repetition_are_capped() -> None:
    deep: list[object] = ["list"]
    for _ in range(DEPTH_CAP + 5):
        deep = ["list", deep]
    wide = ["list", *([None] * 300_000)]
    bomb = ["list", *([["tensor", "uint8", [1 << 20], 0, False]] * 100)]
    tuples = ["list", *([["tuple"]] * (ODD_CAP + 1))]
    numbers = ["list", *([["int", "0x" + "f" * 20]] * (ODD_CAP + 1))]
    dots = ["list", *([["image", "L", [1, 1], 0, 1, 0, 0]] * (BUFFER_CAP // LEAST_BYTES))]
    for tree, size in ((deep, 0), (wide, 0), (bomb, 1 << 20), (tuples, 0), (numbers, 0), (dots, 8)):
        with pytest.raises(ProtocolError):
            Unpacker(bytearray(size)).unpack(tree)


def test_what_one_side_sends_the_other_takes() -> None:
    """Both count alike: what is at a cap crosses, what is over it is not sent."""
    scalar = np.float32(1)
    most: list[tuple[object, object]] = [
        ([()] * ODD_CAP, ()),
        ([2**64] * ODD_CAP, 2**64),
        ([scalar] * (BUFFER_CAP // LEAST_BYTES), scalar),
        (torch.zeros(BUFFER_CAP, dtype=torch.uint8), scalar),
    ]
    for value, one in most:
        back = cross(value)
        assert torch.equal(back, value) if isinstance(value, torch.Tensor) else back == value  # type: ignore[arg-type]
        with pytest.raises(Unsendable):
            Packer().pack([value, one])


def test_random_bytes_never_do_more_than_raise() -> None:
    rng = np.random.default_rng(7)
    for _ in range(3000):
        data = rng.integers(0, 256, int(rng.integers(1, 60))).astype(np.uint8).tobytes()
        try:
            reply = frames.decode_header(data, frames.Reply)
            Unpacker(bytearray(16)).unpack(reply.value)
        except ProtocolError:
            pass


def test_a_frame_over_the_cap_is_refused_before_it_is_read() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(struct.pack("<II", 2**31, 0))
        with pytest.raises(ProtocolError):
            frames.read_frame(ours, None)
