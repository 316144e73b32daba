"""`grader full`: the list of files, downloads from a server that misbehaves, the student's side with small files."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import time
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import psutil
import pytest
from msgspec.structs import replace
from rich.console import Console
from support import full_world

from grader.core import week as weeks
from grader.core.errors import GraderFault, NotReady, UsageError
from grader.core.messages import keys, say
from grader.core.model import LANGS, Week
from grader.core.week import load_week, week_names
from grader.core.workspace import Chosen
from grader.full import fetch as fetching
from grader.full import supply as supplying
from grader.full import view
from grader.full.cache import Cache, FileState, home
from grader.full.command import FullOptions, full
from grader.full.fetch import Unreachable, fetch
from grader.full.files import LIST, File, FileList, Made, load_list, load_other, select
from grader.full.side import run_task
from grader.full.sources import read_sources
from grader.full.stages import find_stages
from grader.full.supply import supply
from grader.full.task import (
    CodeLine,
    Probe,
    Probed,
    StageEnd,
    StageEvent,
    StagePicture,
    StagePlan,
    StageRemark,
    StageSentence,
    StageStatus,
    StageStep,
    StageTable,
    StageTask,
    decode_event,
    decode_task,
    encode_event,
)
from grader.full.unpack import Damaged, unpack
from grader.full.work.load import estimate

ROOT = Path(__file__).resolve().parents[2]
DATA = bytes(range(256)) * 2000
LARGE = "GRADER_FULL_LARGE"
"""Set it to run the networks of several hundred MB too."""


# ---- a server that misbehaves --------------------------------------------------------------------------------------


class Server(ThreadingHTTPServer):
    """Serves `files`; `breaks` is how many more answers end in their middle, `ranges` whether it can go on."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.breaks = 0
        self.ranges = True
        self.asked: list[str | None] = []
        self.status = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        data = self.server.files.get(self.path.lstrip("/"))
        wanted = self.headers.get("Range")
        self.server.asked.append(wanted)
        if self.server.status or data is None:
            self.send_error(self.server.status or 404)
            return
        begin = int(re.findall(r"\d+", wanted)[0]) if wanted and self.server.ranges else 0
        if begin >= len(data) > 0:
            self.send_error(416)
            return
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - begin))
        self.end_headers()
        body = data[begin:]
        if self.server.breaks:
            self.server.breaks -= 1
            body = body[: len(body) // 2]
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(fetching, "WAIT", 0.0)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def entry(server: Server, name: str = "one", data: bytes = DATA, **more: Any) -> File:
    """An entry of a list for a file that the server has."""
    path = f"data/{name}"
    server.files[path] = data
    digest = hashlib.sha256(data).hexdigest()[:8]
    file = File(
        name=name, kind="classifier", title=name, url=f"{server.url}/{path}", path=path, size=len(data),
        sum=f"sha256:{digest}", licence="none", exercises=("ex2",),
    )  # fmt: skip
    return replace(file, **more)


def screen(width: int = 80) -> tuple[Console, io.StringIO]:
    out = io.StringIO()
    return Console(file=out, width=width, highlight=False, force_terminal=False), out


def get(cache: Path, *files: File, yes: bool = True, asked: bool = False) -> str:
    console, out = screen()
    supply(files, Cache(cache), console, "en", yes=yes, asked=asked)
    return out.getvalue()


# ---- downloads -----------------------------------------------------------------------------------------------------


def test_a_file_is_fetched_and_a_second_time_not(server: Server, tmp_path: Path) -> None:
    file = entry(server)
    said = get(tmp_path, file)
    assert (tmp_path / file.path).read_bytes() == DATA
    assert "1 files, 512 kB" in said
    assert "127.0.0.1" in said
    assert get(tmp_path, file) == ""
    assert server.asked == [None]
    assert [p.name for p in (tmp_path / "data").iterdir()] == ["one"]


def test_a_connection_that_breaks_off_is_taken_up_again(server: Server, tmp_path: Path) -> None:
    server.breaks = 4
    get(tmp_path, file := entry(server))
    assert (tmp_path / file.path).read_bytes() == DATA
    assert [a is None for a in server.asked] == [True, False, False, False, False]


def test_a_download_of_yesterday_goes_on(server: Server, tmp_path: Path) -> None:
    file = entry(server)
    part = tmp_path / "data" / "one.part"
    part.parent.mkdir()
    part.write_bytes(DATA[:500_000])
    assert "12 kB left of" in get(tmp_path, file)
    assert server.asked == ["bytes=500000-"]
    assert (tmp_path / file.path).read_bytes() == DATA


def test_a_server_without_ranges_is_asked_from_the_beginning(server: Server, tmp_path: Path) -> None:
    server.ranges = False
    server.breaks = 2
    get(tmp_path, file := entry(server))
    assert (tmp_path / file.path).read_bytes() == DATA


def test_a_server_that_always_breaks_off_is_given_up(server: Server, tmp_path: Path) -> None:
    server.ranges = False
    server.breaks = 99
    with pytest.raises(NotReady) as caught:
        get(tmp_path, entry(server))
    assert caught.value.key == "offline"
    assert (tmp_path / "data" / "one.part").stat().st_size == len(DATA) // 2


@pytest.mark.parametrize("rest", [DATA + b"more", b"something else, longer" * 30_000, DATA])
def test_a_part_that_is_too_long_is_begun_again(server: Server, tmp_path: Path, rest: bytes) -> None:
    part = tmp_path / "data" / "one.part"
    part.parent.mkdir()
    part.write_bytes(rest)
    get(tmp_path, file := entry(server))
    assert (tmp_path / file.path).read_bytes() == DATA


def test_a_part_of_another_file_is_found_by_the_sum(server: Server, tmp_path: Path) -> None:
    part = tmp_path / "data" / "one.part"
    part.parent.mkdir()
    part.write_bytes(b"x" * 1000)
    said = get(tmp_path, file := entry(server))
    assert (tmp_path / file.path).read_bytes() == DATA
    assert "put aside" in said
    assert (tmp_path / "data" / "one.wrong").read_bytes()[:1000] == b"x" * 1000


def test_wrong_bytes_are_put_aside_and_said(server: Server, tmp_path: Path) -> None:
    file = entry(server)
    server.files[file.path] = DATA[::-1]
    for name in ("one.wrong", "one.wrong2"):
        with pytest.raises(NotReady) as caught:
            get(tmp_path, file)
        assert caught.value.key == "wrong_sum"
        assert (tmp_path / "data" / name).read_bytes() == DATA[::-1]
    assert not (tmp_path / file.path).exists()
    assert len(server.asked) == 2


def test_a_file_that_went_bad_is_put_aside_and_fetched_again(server: Server, tmp_path: Path) -> None:
    file = entry(server)
    get(tmp_path, file)
    (tmp_path / file.path).write_bytes(b"bad")
    assert "put aside" in get(tmp_path, file)
    assert (tmp_path / file.path).read_bytes() == DATA


@pytest.mark.parametrize("status", [403, 404])
def test_no_network_says_which_files_to_bring(server: Server, tmp_path: Path, status: int) -> None:
    first, second = entry(server), entry(server, "two", b"2" * 3_000_000)
    server.status = status
    with pytest.raises(NotReady) as caught:
        get(tmp_path, first, second)
    sentence = say("full.offline", "en", **caught.value.params)
    for part in (f"HTTP {status}", str(tmp_path), first.url, "(512 kB) -> data/one", "(3.0 MB) -> data/two"):
        assert part in sentence
    assert len(server.asked) == 1


def test_nobody_listens(tmp_path: Path, server: Server) -> None:
    file = replace(entry(server), url="http://127.0.0.1:9/one")
    with pytest.raises(Unreachable, match="refused"):
        fetch(file.url, tmp_path / "one", lambda have: None)


def test_a_server_in_trouble_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.status = 503
    with pytest.raises(NotReady, match="offline"):
        get(tmp_path, entry(server))
    assert len(server.asked) == fetching.TRIES


# ---- before anything is fetched ------------------------------------------------------------------------------------


def test_without_a_yes_nothing_is_fetched(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NotReady) as caught:
        get(tmp_path, entry(server), yes=False)
    assert caught.value.key == "not_asked"
    assert not server.asked
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("answer", "fetched"), [("y\n", True), ("n\n", False), ("\n", False), ("", False)])
def test_the_person_decides(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, fetched: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    console, out = screen()
    assert supply([entry(server)], Cache(tmp_path), console, "en", yes=False, asked=True) is fetched
    assert bool(server.asked) is fetched
    assert ("Nothing was downloaded" in out.getvalue()) is not fetched


def test_too_little_room_is_said_before(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9 - 10**6, 10**6))
    with pytest.raises(NotReady) as caught:
        get(tmp_path / "not" / "yet", entry(server))
    assert caught.value.key == "no_room"
    assert caught.value.params["free"] == "1.0 MB"
    assert not server.asked


def test_room_counts_what_is_unpacked(server: Server, tmp_path: Path) -> None:
    file = entry(server, unpacked=10**9, unpack="gz", makes=(Made("data/x"),))
    plan = supplying.make_plan([file], Cache(tmp_path), screen()[0], "en")
    assert plan.room == 10**9 + len(DATA)


# ---- the cache -----------------------------------------------------------------------------------------------------


def test_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    assert home(None) == tmp_path / "torch"
    assert home(tmp_path / "here") == tmp_path / "here"
    monkeypatch.delenv("TORCH_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert home(None) == tmp_path / "xdg" / "torch"


def test_small_data_in_the_real_layouts(tmp_path: Path) -> None:
    """Placed by hand as archives: unpacked without network, known afterwards, and still right when copied."""
    files = full_world.make(tmp_path / "a", full_world.DATA, photos=2)
    assert {Cache(tmp_path / "a").state(f) for f in files} == {FileState.PACKED}
    console, out = screen()
    assert supply(files, Cache(tmp_path / "a"), console, "en", yes=False, asked=False)
    assert out.getvalue() == ""
    shutil.copytree(tmp_path / "a" / "data", tmp_path / "b" / "data")
    for name in ("a", "b"):
        assert {Cache(tmp_path / name).state(f) for f in files} == {FileState.READY}
    cifar = next(f for f in files if f.kind == "cifar10")
    (tmp_path / "b" / cifar.makes[0].path).write_bytes(b"bad")
    assert Cache(tmp_path / "b").state(cifar) is FileState.PACKED


def test_a_damaged_archive(tmp_path: Path) -> None:
    archive = tmp_path / "x.tar.gz"
    archive.write_bytes(b"nothing of the kind")
    with pytest.raises(Damaged):
        unpack(archive, "tar", [tmp_path / "x"])
    assert [p.name for p in tmp_path.iterdir()] == ["x.tar.gz"]


def test_an_archive_does_not_write_outside(tmp_path: Path) -> None:
    archive = tmp_path / "in" / "x.tar"
    archive.parent.mkdir()
    with tarfile.open(archive, "w") as tar:
        tar.addfile(tarfile.TarInfo("../../escaped"))
    with pytest.raises(Damaged):
        unpack(archive, "tar", [tmp_path / "in" / "x"])
    assert not (tmp_path / "escaped").exists()


# ---- the list ------------------------------------------------------------------------------------------------------


def test_our_list_is_what_torchvision_would_fetch() -> None:
    from torchvision import models
    from torchvision.datasets import CIFAR10, MNIST
    from torchvision.models import detection, segmentation

    files = {f.name: f for f in full_world.listed()}
    enums: dict[str, Any] = {
        "squeezenet1_1": models.SqueezeNet1_1_Weights.IMAGENET1K_V1,
        "resnet18": models.ResNet18_Weights.IMAGENET1K_V1,
        "alexnet": models.AlexNet_Weights.IMAGENET1K_V1,
        "vgg16": models.VGG16_Weights.IMAGENET1K_V1,
        "fcn_resnet101": segmentation.FCN_ResNet101_Weights.COCO_WITH_VOC_LABELS_V1,
        "fasterrcnn_resnet50_fpn": detection.FasterRCNN_ResNet50_FPN_Weights.COCO_V1,
    }
    for name, enum in enums.items():
        file = files.pop(name)
        assert file.url == enum.url
        assert file.path == "hub/checkpoints/" + enum.url.rpartition("/")[2]
        assert file.digest == re.findall(r"-([0-9a-f]{8,})\.pth$", file.url)[0]
        assert file.size == pytest.approx(enum.meta["_file_size"] * 2**20, rel=1e-3)
        assert file.multiply_adds == pytest.approx(enum.meta["_ops"], rel=1e-3)
    mnist = {f.path.rpartition("/")[2]: f for f in files.values() if f.kind == "mnist"}
    assert [(name, f.sum) for name, f in mnist.items()] == [(n, f"md5:{m}") for n, m in MNIST.resources]
    cifar = files["cifar10"]
    assert (cifar.url, cifar.sum) == (CIFAR10.url, f"md5:{CIFAR10.tgz_md5}")
    known = [*CIFAR10.train_list, *CIFAR10.test_list, [CIFAR10.meta["filename"], CIFAR10.meta["md5"]]]
    assert [[m.path.rpartition("/")[2], m.md5] for m in cifar.makes] == known


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[[file]]", "[[file", "array"),
        ('kind = "classifier"', 'kind = "classifer"', "squeezenet1_1.kind: classifer is none; did you mean classifier?"),
        ('path = "hub/', 'path = "../hub/', "inside the cache folder"),
        ('sum = "sha256:', 'sum = "crc:', "sum is"),
        ('url = "https:', 'url = "file:', "http or https"),
        ('name = "resnet18"', 'name = "alexnet"', "twice"),
        ("size = 4_959_000", "", "size is missing"),
        ("size = 4_959_000", "size = 4_959_000\nlicense = 1", "license: unknown key; did you mean licence?"),
        ('unpack = "gz"', 'unpack = "rar"', "unpack"),
        ('exercises = ["ex2"', 'exercises = ["ex22"', "week12 has no ex22; did you mean ex2?"),
    ],
)  # fmt: skip
def test_a_broken_list(tmp_path: Path, week: Week, old: str, new: str, said: str) -> None:
    """Of another place it is the user's, in the week's folder the week's; the sentence is the same."""
    text = (week.folder / LIST).read_text(encoding="utf-8").replace(old, new, 1)
    path = tmp_path / LIST
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotReady) as caught:
        load_other(path, week, load_list(week))
    assert caught.value.key == "list_broken"
    assert str(caught.value.params["reason"]).startswith(f"{path}: ")
    assert said in str(caught.value.params["reason"])
    with pytest.raises(GraderFault) as ours:
        load_list(dataclasses.replace(week, folder=tmp_path))
    assert str(ours.value) == str(caught.value.params["reason"])


def test_a_list_without_kinds_has_those_of_the_week(tmp_path: Path, week: Week) -> None:
    own = load_list(week)
    path = full_world.write_list(tmp_path / "files.toml", [replace(own.file[0], kind="poem")])
    with pytest.raises(NotReady, match="list_broken"):
        load_other(path, week, own)
    assert load_other(path, week, FileList()).file[0].kind == "poem"


def test_a_list_that_is_written_reads_the_same(tmp_path: Path, week: Week) -> None:
    own = load_list(week)
    assert load_other(full_world.write_list(tmp_path / "files.toml", own.file), week, own).file == own.file


def test_select() -> None:
    names = [f.name for f in select(full_world.listed(), ["ex2"], ["vgg16"])]
    assert names == ["squeezenet1_1", "resnet18", "alexnet"]


# ---- the stages of a week ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def week() -> Week:
    return load_week("week12")


def plan(week: Week, short: str, files: Iterable[File], epochs: int = 1) -> StagePlan:
    exercise = next(e for e in week.exercises if e.short == short)
    path = week.folder / exercise.name / "full.py"
    return StagePlan(
        module=week.module(path), path=path, datasets=ROOT / "datasets", files=select(files, [short]), epochs=epochs
    )  # fmt: skip


def test_estimate_grows_with_work(week: Week) -> None:
    files = full_world.listed()
    segmenting, few, many = (
        plan(week, "ex5", files),
        plan(week, "ex8", files, 10),
        plan(week, "ex8", files, 20),
    )
    assert estimate([segmenting], 10.0) > estimate([segmenting], 100.0) > 12 * 2.3
    assert estimate([many], 10.0) > 1.9 * estimate([few], 10.0) - 10
    less = plan(week, "ex2", [f for f in files if f.name != "vgg16"])
    assert estimate([less], 10.0) < estimate([plan(week, "ex2", files)], 10.0)


def test_a_stage_runs_with_what_it_cannot_do_without(week: Week) -> None:
    own = full_world.listed()

    def possible(*skip: str) -> list[str]:
        stages = find_stages(week, load_list(week))
        wanted = select(own, [s.short for s in stages], skip)
        return [s.short for s in stages if s.possible(own, wanted)]

    every = [e.short for e in week.exercises]
    assert possible() == every
    assert possible("vgg16", "mnist-test-images") == every
    assert possible("ants_bees") == every[:6]
    assert possible("resnet18") == every[:6]
    assert possible("fcn_resnet101") == [e for e in every if e != "ex5"]
    assert possible(*(f.name for f in own)) == ["ex1"]


@pytest.mark.parametrize("name", week_names())
def test_what_a_stage_says_is_in_its_words(name: str) -> None:
    """Keys and parameters of `tell` and `table` in the texts of a week's stages; no word is there for nothing."""
    week = load_week(name)
    own = load_list(week)
    for stage in find_stages(week, own):
        text = "".join(p.read_text(encoding="utf-8") for p in sorted(stage.path.parent.glob("full*.py")))
        quoted = set(re.findall(r'"(\w+)"', text))
        words = {**stage.sentences, **stage.columns}
        for key, params in re.findall(r'\.tell\(\s*"(\w+)"(.*?)\)\n', text, re.S):
            needed = set(re.findall(r"{(\w+)}", "".join(stage.sentences[key].text.values())))
            assert needed <= set(re.findall(r"(\w+)=", params)), key
        for columns in re.findall(r"\.table\(\s*\[([^]]*)\]", text):
            assert set(re.findall(r'"(\w+)"', columns)) <= set(stage.columns)
        assert set(words) - set(own.sentence) - set(own.column) <= quoted
        for both in words.values():
            assert len({tuple(sorted(re.findall(r"{(\w+)}", t))) for t in both.text.values()}) == 1


TINY = """
def seconds(plan):
    return 1000.0

def run(stage):
    stage.code.need("ex1", "double")
    stage.channel.step(0, 1, "doubling")
    stage.channel.tell("doubled", value=stage.code.call("ex1", "double", 21))
    stage.channel.table(["number", "=as it is"], [["1", "one"]])
"""
WORDS = """
sentence.doubled = { ko = "두 배: {value}", en = "doubled: {value}" }
column.number = { ko = "숫자", en = "number" }
"""
EXERCISE = """
title = {{ ko = "두 배", en = "twice" }}

[[function]]
name = "{function}"
signature = "{function}(x)"
title = {{ ko = "두 배", en = "twice" }}

[[function.check]]
name = "one"
points = 1
title = {{ ko = "하나", en = "one" }}
hints = {{ ko = ["ㄱ", "ㄴ", "ㄷ"], en = ["a", "b", "c"] }}
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a week of two exercises, of which the first has a stage; returns that stage's folder."""
    folder = tmp_path / "weeks" / "week77"
    for name, function in (("ex1_double", "double"), ("ex2_more", "more")):
        (folder / name).mkdir(parents=True)
        (folder / name / "exercise.toml").write_text(EXERCISE.format(function=function), encoding="utf-8")
    head = 'title = { ko = "작은 주", en = "a tiny week" }\nexercises = ["ex1_double", "ex2_more"]\n'
    (folder / "week.toml").write_text(head, encoding="utf-8")
    (folder / "ex1_double" / "full.py").write_text(TINY, encoding="utf-8")
    (folder / "ex1_double" / LIST).write_text(WORDS, encoding="utf-8")
    (tmp_path / "datasets").mkdir()
    submission(tmp_path / "exercises" / "week77", ex1_double="def double(x):\n    return 2 * x\n")
    monkeypatch.setattr(weeks, "WEEKS", tmp_path / "weeks")
    monkeypatch.chdir(tmp_path)
    return folder / "ex1_double"


def run_tiny(*, lang: Any = "en", **options: Any) -> tuple[int, str]:
    console, out = screen(width=1000)
    code = full(FullOptions("week77", device="cpu", **options), console, lang)
    return code, out.getvalue()


@pytest.mark.parametrize(("lang", "said"), [("en", "doubled: 42"), ("ko", "두 배: 42")])
def test_a_week_brings_its_stages(tiny: Path, lang: Any, said: str) -> None:
    """Found by looking, without a file that it needs; the exercise that has none is skipped."""
    code, out = run_tiny(lang=lang)
    assert code == 0, out
    assert said in out
    assert re.search(r"as it is\n.*\n *1 +one", out)
    assert "ex2" not in out
    if lang == "en":
        assert "17 min" in out
        assert "1 of 1 exercises ran" in out


def test_a_week_without_stages_says_so(tiny: Path) -> None:
    with pytest.raises(NotReady) as one:
        run_tiny(exercise="ex2")
    assert one.value.params == {"week": "week77", "exercise": "ex2", "exercises": "ex1"}
    (tiny / "full.py").unlink()
    for exercise in ("", "ex1"):
        with pytest.raises(NotReady, match="no_stages"):
            run_tiny(exercise=exercise, solutions=True)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("full.toml", "sentence.doubled", "sentense.doubled", "sentense: unknown key; did you mean sentence?"),
        ("full.toml", ', en = "number"', "", "column.number.en is missing"),
        ("full.toml", "sentence.doubled", "sentence.doubles", "no doubled; did you mean doubles?"),
        ("full.toml", "{value}", "{number}", "the sentence doubled is told without 'number'"),
        ("full.toml", "\n", 'needs = ["resnet"]\n', "needs: resnet is no file of ex1; there are none"),
        ("full.py", "def run", "import nothing_of_the_kind\ndef run", "No module named 'nothing_of_the_kind'"),
    ],
)  # fmt: skip
def test_a_broken_stage_is_the_weeks_fault(tiny: Path, name: str, old: str, new: str, said: str) -> None:
    path = tiny / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(GraderFault) as caught:
        run_tiny()
    assert said in str(caught.value)


# ---- the student's code --------------------------------------------------------------------------------------------


def notebook(path: Path, *cells: str) -> Path:
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": cell} for cell in cells
    ]}  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book), encoding="utf-8")
    return path


CELLS = (
    "%matplotlib inline\nimport helper",
    "def other():\n    pass",
    "\ndef double(x):\n    return helper.twice(x)",
)


def test_a_notebook_runs_as_the_self_check_reads_it(tiny: Path, tmp_path: Path) -> None:
    path = notebook(tmp_path / "mine" / "ex1_double.ipynb", *CELLS)
    submission(path.parent, helper="def twice(x):\n    return x + x\n")
    for submitted in (path.parent, path):
        code, out = run_tiny(submission=submitted)
        assert "lines and cells for Jupyter alone were left out (1)" in out
        if submitted == path.parent:
            assert code == 0, out
            assert "doubled: 42" in out
        else:  # a single file comes without the modules beside it
            assert code == 1
            assert "(ex1_double.ipynb, cell 1:2)" in out
            assert "No module named 'helper'" in out


def test_what_a_notebook_lacks(tiny: Path, tmp_path: Path) -> None:
    code, out = run_tiny(submission=notebook(tmp_path / "mine" / "ex2_more.ipynb", "def more(x):\n    pass"))
    assert code == 1
    assert "has nothing for ex1" in out
    broken = tmp_path / "broken" / "ex1_double.ipynb"
    broken.parent.mkdir()
    broken.write_text("{}", encoding="utf-8")
    code, out = run_tiny(submission=broken)
    assert code == 1
    assert "ex1_double.py: Your notebook cannot be read" in out
    with pytest.raises(NotReady, match="nothing_there"):
        run_tiny(submission=tmp_path / "nowhere.ipynb")


def test_what_a_process_wrote_last_names_the_students_own_file(tiny: Path, tmp_path: Path) -> None:
    """A traceback of a process that ends by itself: of the file, and of the notebook's cell."""
    crash = "import os, traceback\ndef double(x):\n    traceback.print_stack()\n    os._exit(3)\n"
    submission(tmp_path / "exercises" / "week77", ex1_double=crash)
    code, out = run_tiny()
    assert code == 1
    assert "ended by itself (exit code 3)" in out
    assert 'File "exercises/week77/ex1_double.py", line 3, in double' in out
    path = notebook(tmp_path / "mine" / "ex1_double.ipynb", "x = 1", crash)
    for submitted in (path.parent, path):
        code, out = run_tiny(submission=submitted)
        assert f'File "{path.as_posix()}, cell 2", line 3, in double' in out
        assert "transfer-lab-" not in out


def test_places(tmp_path: Path, week: Week) -> None:
    notebook(tmp_path / "ex6_detect.ipynb", "import torch", "def nms(boxes):\n    return []")
    submission(tmp_path, helper="x = 1")
    (tmp_path / "ex1_preprocess.py").write_text("x = 1", encoding="utf-8")
    sources = read_sources(Chosen(tmp_path, "mine"), week, "en")
    lines = sources.files["ex6_detect.py"].decode().split("\n")
    at = lines.index("def nms(boxes):") + 1
    assert sources.place(CodeLine("ex6_detect.py", at)) == "ex6_detect.ipynb, cell 2:1"
    assert sources.place(CodeLine("ex6_detect.py", 0)) == "ex6_detect.ipynb"
    assert sources.place(CodeLine("ex1_preprocess.py", 7)) == "ex1_preprocess.py:7"
    assert sources.place(CodeLine("helper.py", 1)) == "helper.py:1"
    assert sources.missing("ex2", "en") == ("no_work", {"path": "mine", "file": "ex2_classify.py"})


# ---- words ---------------------------------------------------------------------------------------------------------


def test_sizes() -> None:
    said = [view.size(n) for n in (4_542, 1_648_877, 244_410_000, 1_440_000_000)]
    assert said == ["5 kB", "1.6 MB", "244 MB", "1.4 GB"]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_shown_fits_in_80_columns(lang: Any) -> None:
    console, out = screen()
    files = full_world.listed()
    console.print(
        view.supply_table(
            files, {"vgg16": 10**8}, sum(f.size for f in files), Path("/home/student/.cache/torch"), lang
        )
    )
    rows = [
        ["astronaut", "golden retriever, long name", "black-and-tan coonhound", "hen-of-the-woods", "bee"]
    ]
    console.print(view.rows(["photo", "squeezenet1_1", "resnet18", "alexnet", "vgg16"], rows))
    words = {"function": "f", "place": "x:1", "text": "[red]{y}\x1b[2J", "week": "week12", "short": "ex1"}
    console.print(view.stage_line(say("full.raised", lang, **words)))
    text = out.getvalue()
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "[red]{y}" in text
    assert "\x1b" not in text


def test_every_way_to_stop_has_a_sentence() -> None:
    """Keys of NotReady, CannotGoOn, CodeRaised and of ends are under `full`, with the parameters that they are given."""
    given = re.compile(
        r"(?:NotReady|CannotGoOn|CodeRaised|StageStatus\.STOPPED,)\(?\s*\"(\w+)\"((?:[^()]|\([^()]*\))*)\)",
        re.S,
    )
    found = set()
    for path in (ROOT / "grader" / "full").rglob("*.py"):
        for key, words in given.findall(path.read_text(encoding="utf-8")):
            needed = set(re.findall(r"{(\w+)}", keys("en")[f"full.{key}"])) - {"week", "short", "place"}
            needed -= {"path"} if key == "no_file" else set()  # `Sources.missing` says where
            assert needed <= set(re.findall(r"(\w+)=", words)) or words == ", params", key
            found.add(key)
    assert len(found) > 20
    assert {f"full.{status}" for status in StageStatus if status not in ("done", "stopped", "fault")} <= set(
        keys("en")
    )


# ---- the student's side --------------------------------------------------------------------------------------------


def submission(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


def do(
    tmp_path: Path,
    folder: Path,
    stage: str = "ex1",
    patience: float = 60.0,
    files: Iterable[File] = (),
    cache: Path | None = None,
) -> tuple[StageEnd, list[StageEvent]]:
    events: list[StageEvent] = []
    week, cache = load_week("week12"), cache or tmp_path / "cache"
    task = StageTask(
        plan=plan(week, stage, files), exercises={e.short: e.name for e in week.exercises}, device="cpu",
        cache=cache, out=tmp_path / "out",
    )  # fmt: skip
    sources = read_sources(Chosen(folder, folder.as_posix()), week, "en")
    return run_task(task, sources.files, events.append, cache=cache, patience=patience), events


def test_what_crosses_comes_out_as_it_went_in(week: Week) -> None:
    task = StageTask(
        plan=plan(week, "ex3", full_world.listed()), exercises={"ex1": "ex1_x"}, device="cpu", cache=Path("c"),
        out=Path("o"),
    )  # fmt: skip
    for sent in (task, Probe(device="", plans=(task.plan,))):
        assert decode_task(encode_event(sent)) == sent
    for event in (
        StageStep(1, 2, "x", loading=True), StageSentence("k", {"a": "b"}), StageRemark("k", {}), StagePicture("p"),
        StageTable(["a"], [["b"]]),
        StageEnd(StageStatus.STOPPED, "k", {"a": "b"}, CodeLine("f.py", 3), Probed("cpu", "t", 1.0, 2.0)),
    ):  # fmt: skip
        assert decode_event(encode_event(event)) == event
    for line in (
        b"{}",
        b"nonsense",
        b'{"kind": "StageStep", "done": 1}',
        b'{"kind": "StagePicture", "path": "x", "y": 1}',
    ):
        with pytest.raises(msgspec.MsgspecError):
            decode_event(line)


DISTURB = """
import contextlib, os
for fd in range(3, 64):
    with contextlib.suppress(OSError):
        if "pipe" in os.readlink(f"/proc/self/fd/{fd}"):
            os.write(fd, b"nonsense\\n")
while True:
    pass
"""
FINE = (ROOT / "solutions" / "week12" / "ex1_preprocess.py").read_text(encoding="utf-8")


def test_prints_disturb_nothing_and_a_picture_is_made(tmp_path: Path) -> None:
    loud = (
        FINE
        + "\nimport os, sys\nprint('{\"kind\": \"end\"}')\nos.write(1, b'x' * 100000)\nsys.stderr.write('y\\n')\n"
    )
    end, events = do(tmp_path, submission(tmp_path / "s", ex1_preprocess=loud))
    assert end.status is StageStatus.DONE
    (told,) = [e for e in events if isinstance(e, StageSentence)]
    assert float(told.params["apart"]) < 0.05
    assert (tmp_path / "out" / "ex1_preprocessed.png").stat().st_size > 100_000


@pytest.mark.parametrize(
    ("code", "status", "how"),
    [
        ("import os\nos._exit(5)", "crashed", {"how": "exit code 5"}),
        ("while True: pass", "hung", {"seconds": "4"}),
        (DISTURB, "disturbed", {}),
    ],
    ids=["exit", "hang", "disturb"],
)  # fmt: skip
def test_what_the_code_can_do_to_its_process(
    tmp_path: Path, code: str, status: str, how: dict[str, str]
) -> None:
    if status == "disturbed" and sys.platform != "linux":
        pytest.skip("finds the pipe in /proc")
    end, _ = do(tmp_path, submission(tmp_path / "s", ex1_preprocess=code), patience=4.0)
    assert (end.status, end.params) == (status, how)


def test_the_process_ends_with_the_command(tmp_path: Path) -> None:
    """Also when the command is killed and the code never comes back."""
    code = f"import os, time\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\nwhile True: time.sleep(0.01)"
    submission(tmp_path / "s", ex1_preprocess=code)
    run = (
        f"from pathlib import Path; from test_full import do; p = Path({str(tmp_path)!r});"
        "do(p, p / 's', patience=600)"
    )
    command = subprocess.Popen(
        [sys.executable, "-c", run],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, [ROOT, ROOT / "tests", Path(__file__).parent])),
        },
    )
    pid = tmp_path / "pid"
    wait_for(lambda: pid.is_file() and bool(pid.read_text()))
    command.kill()
    command.wait()
    other = int(pid.read_text())
    wait_for(lambda: not psutil.pid_exists(other) or psutil.Process(other).status() == psutil.STATUS_ZOMBIE)


def wait_for(holds: Callable[[], bool]) -> None:
    for _ in range(400):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (None, "no_file"),
        ("x = (", "raised"),
        ("x = 1", "no_function"),
        ("def load_rgb(path): raise NotImplementedError('ex1_preprocess.load_rgb')", "not_started"),
        ("def load_rgb(path): raise KeyError(path)", "raised"),
        ("def load_rgb(path): raise SystemExit", "raised"),
    ],
)
def test_what_can_be_wrong_with_the_code(tmp_path: Path, code: str | None, key: str) -> None:
    from grader.full.work.code import CannotGoOn, Code

    folder = submission(tmp_path, **({} if code is None else {"ex1_preprocess": code}))
    with pytest.raises(CannotGoOn) as caught:
        Code(folder, {"ex1": "ex1_preprocess"}).call("ex1", "load_rgb", "x.png")
    assert caught.value.key == key
    if code and "KeyError" in code:
        assert caught.value.line == CodeLine("ex1_preprocess.py", 1)
        assert caught.value.params["text"] == "KeyError: 'x.png'"
    sys.path.remove(str(folder))


class Told:
    """A channel that keeps what it is told."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def remark(self, key: str, **params: object) -> None:
        self.keys.append(key)


@pytest.mark.parametrize("training", [False, True])
def test_code_that_does_not_bear_mixed_precision_runs_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, training: bool
) -> None:
    """As on CUDA, on the CPU: NumPy has no bfloat16, and a loop may compare dtypes."""
    import torch

    from grader.full.work.code import Code
    from grader.full.work.device import Machine

    code = Code(
        submission(
            tmp_path,
            ex2_classify="def forward(x):\n    y = x @ x\n    assert y.dtype == x.dtype\n    return y",
        ),
        {"ex2": "ex2_classify"},
    )
    told = Told()
    machine = Machine("cpu", told)  # type: ignore[arg-type]
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda: True)
    x = torch.ones(2, 2)
    seen = machine.boosted(lambda: torch.is_autocast_enabled("cpu"))
    machine._half = True
    assert (seen, machine.boosted(lambda: torch.is_autocast_enabled("cpu"), training=training)) == (
        False,
        True,
    )
    assert machine.boosted(lambda: code.call("ex2", "forward", x), training=training).dtype == torch.float32
    assert told.keys == ["no_half"]
    assert machine.boosted(lambda: torch.is_autocast_enabled("cpu")) is False
    sys.path.remove(str(tmp_path))


def test_a_loader_of_the_student_reads_into_pinned_memory_on_cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    from torch.utils.data import DataLoader

    from grader.full.work.device import Machine

    machine = Machine("cpu", Told())  # type: ignore[arg-type]
    assert machine.pinned(DataLoader([1, 2])).pin_memory is False  # type: ignore[arg-type]
    machine.cuda = True
    assert machine.pinned(DataLoader([1, 2])).pin_memory is True  # type: ignore[arg-type]


# ---- the command as a user runs it ---------------------------------------------------------------------------------


def grader(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    dropped = ("GRADER_LANG", "LC_ALL", "LC_MESSAGES", "FORCE_COLOR")
    environment = {k: v for k, v in os.environ.items() if k not in dropped}
    environment |= {
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "PYTHONPATH": str(ROOT),
        "no_proxy": "127.0.0.1",
        **env,
    }
    return subprocess.run(
        [sys.executable, "-m", "grader", "full", *words], cwd=ROOT, env=environment, capture_output=True, text=True,
        encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_from_the_download_to_names(server: Server, tmp_path: Path) -> None:
    """SqueezeNet's real weights over HTTP, the solutions on the photos: 13 of 14 right, as datasets/README.md says."""
    files = full_world.make(tmp_path / "there", ["squeezenet1_1"])
    server.files = {f.path: (tmp_path / "there" / f.path).read_bytes() for f in files}
    server.breaks = 1
    listed = full_world.write_list(tmp_path / "files.toml", files, server.url)
    words = (
        "week12",
        "ex2",
        "--solutions",
        "--device",
        "cpu",
        "--cache",
        str(tmp_path / "c"),
        "--files",
        str(listed),
    )
    refused = grader(*words)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert "--yes" in refused.stderr
    done = grader(*words, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert "It will take about" in done.stdout
    assert re.search(r"squeezenet1_1 +1\.2 +1\d/1\d +1\d/1\d", done.stdout)
    assert re.search(r"tiger +tiger", done.stdout)
    assert "1 of 1 exercises ran" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines() if "/" not in line)
    assert (tmp_path / "c" / "hub" / "checkpoints" / "squeezenet1_1-b8a52dc0.pth").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["week12", "--device", "tpu"], "--device is cpu"),
        (["week12", "ex9"], "ex9"),
        (["week12", "ex2.top_k"], "full week12 ex2"),
        (["week12", "--skip", "vgg61"], "vgg16"),
        (["week12", "ex6", "--skip", "fasterrcnn_resnet50_fpn"], "skip less"),
        (["week12", "--epochs", "0"], "--epochs"),
        (["week12", "--files", "nowhere.toml"], "nowhere.toml"),
        (["week12", "--submission", "nowhere"], "nowhere"),
        (["week12", "--submission", "nowhere.ipynb"], "nowhere.ipynb does not exist"),
    ],
)
def test_wrong_words(words: list[str], said: str) -> None:
    done = grader(*words)
    assert done.returncode == UsageError.exit_code
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    assert done.stdout == ""


def test_data_and_trainings_with_small_files(tmp_path: Path) -> None:
    """ex3, ex7 and ex8 of the solutions on real layouts, ResNet18 with random weights."""
    files = full_world.make(tmp_path, ["resnet18", *full_world.DATA], photos=6)
    supply(files, Cache(tmp_path), screen()[0], "en", yes=False, asked=False)
    for stage, wanted in (("ex3", StageTable), ("ex7", StageSentence), ("ex8", StageTable)):
        end, events = do(tmp_path, ROOT / "solutions" / "week12", stage, 120.0, files, tmp_path)
        assert end.status is StageStatus.DONE, end
        assert wanted in map(type, events)
    assert {p.name for p in (tmp_path / "out").glob("*.png")} >= {
        "ex3_mnist_train.png",
        "ex8_learning_curves.png",
    }


@pytest.mark.skipif(not os.environ.get(LARGE), reason=f"hundreds of MB and minutes: set {LARGE}=1")
def test_the_large_networks(tmp_path: Path) -> None:
    names = ["alexnet", "vgg16", "fcn_resnet101", "fasterrcnn_resnet50_fpn"]
    files = full_world.make(tmp_path, names)
    for stage in ("ex2", "ex4", "ex5", "ex6"):
        end, _ = do(tmp_path, ROOT / "solutions" / "week12", stage, 600.0, files, tmp_path)
        assert end.status is StageStatus.DONE, end
