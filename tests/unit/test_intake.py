"""Intake: whatever is handed in, in whatever form, becomes files that can be graded, and nothing in it does harm."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import random
import socket
import stat
import struct
import subprocess
import sys
import tarfile
import time
import tracemalloc
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.handed import member, notebook, put, tarred, zipped

from grader.checking.examiner import grade
from grader.checking.setting import Setting
from grader.core.errors import Raised, UsageError
from grader.core.file_names import file_name, file_names
from grader.core.messages import keys, note_text
from grader.core.model import LANGS
from grader.core.target import Target
from grader.core.week import load_week
from grader.intake import pile as gather
from grader.intake import read as intake
from grader.intake import streams
from grader.intake import zips as archives
from grader.intake.entries import find_entries
from grader.intake.read import Handed, read_entry
from grader.intake.submission import FILE_CAP, Entry, Submission
from grader.sandbox.launcher import Launcher

WEEK = load_week("week12")
EX1, EX2, EX3 = (e.name for e in WEEK.exercises[:3])
EX1_FUNCTION, EX1_OTHER = (f.name for f in WEEK.exercise(EX1).functions[:2])
EX2_FUNCTION = WEEK.exercise(EX2).functions[0].name
NFC, NFD = (unicodedata.normalize(form, "김민수") for form in ("NFC", "NFD"))
CODE = b"x = 1\n"


# ---- making submissions -----------------------------------------------------------------------------------------------


def entry_of(path: Path, id: str = "kim") -> Entry:
    return Entry(id, "folder" if path.is_dir() else "archive", (path,))


def read(path: Path) -> Handed:
    handed = read_entry(entry_of(path), WEEK)
    texts(handed)
    return handed


def texts(handed: Handed) -> list[str]:
    """Every note can be said, in both languages."""
    notes = [*handed.notes, *([handed.unreadable] if handed.unreadable else [])]
    said = {lang: [note_text(note, lang) for note in notes] for lang in LANGS}
    for text in said["ko"] + said["en"]:
        text.encode("utf-8")
        assert "\n" not in text
        assert len(text) < 1500
    return said["en"]


def note(handed: Handed, key: str) -> str:
    """The names in the note of this key; it is there, once."""
    found = [n for n in handed.notes if n.key == key]
    assert len(found) == 1, handed.notes
    return found[0].params.get("names", "")


def note_keys(handed: Handed) -> list[str]:
    return [n.key for n in handed.notes]


def ids(path: Path) -> list[str]:
    return [entry.id for entry in find_entries(path)]


def usage(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        find_entries(path)
    for lang in LANGS:
        assert keys(lang)[f"usage.{caught.value.key}"].format(**caught.value.params)
    return caught.value.key


# ---- which submissions there are --------------------------------------------------------------------------------------


def test_folders_and_archives_of_every_kind(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "han/a": b"",
            "park.zip/a": b"",
            "README.txt": b"",
            "grades.csv": b"",
            ".hidden/a": b"",
            ".DS_Store": b"",
        },
    )
    for suffix in ("zip", "tar", "tar.gz", "tgz", "tar.bz2", "tar.xz", "TAR.GZ", "7z", "alz"):
        put(tmp_path, {f"2019.{suffix.replace('.', '')}-1.{suffix}": b""})
    assert ids(tmp_path) == sorted([
        "han", "park.zip", "2019.zip-1", "2019.tar-1", "2019.targz-1", "2019.tgz-1", "2019.tarbz2-1", "2019.tarxz-1",
        "2019.TARGZ-1", "2019.7z-1", "2019.alz-1",
    ])  # fmt: skip
    kinds = {entry.id: entry.kind for entry in find_entries(tmp_path)}
    assert (kinds["han"], kinds["park.zip"], kinds["2019.tgz-1"]) == ("folder", "folder", "archive")


def test_finding_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(
        tmp_path, {f"student{i}/ex{i}.py": b"" for i in range(300)} | {"kim.zip": b"nonsense", "lee.tar": b""}
    )
    monkeypatch.setattr(os, "open", None)
    monkeypatch.setattr("builtins.open", None)
    began = time.process_time()
    assert len(find_entries(tmp_path)) == 302
    assert time.process_time() - began < 0.5


def test_one_id_twice_is_two_students(tmp_path: Path) -> None:
    put(
        tmp_path, {"kim/a": b"", "kim.zip": b"", "kim.tar.gz": b"", "kim.ipynb": b"", "kim.tar.gz (2)/a": b""}
    )
    found = {entry.id: entry.paths[0].name for entry in find_entries(tmp_path)}
    assert found == {
        "kim": "kim", "kim.zip": "kim.zip", "kim.tar.gz": "kim.tar.gz", "kim.ipynb": "kim.ipynb",
        "kim.tar.gz (2)": "kim.tar.gz (2)",
    }  # fmt: skip
    put(tmp_path, {"kim.zip.zip": b"", "lee.zip/a": b"", "lee/a": b"", "lee.tar": b""})
    assert len(set(ids(tmp_path))) == len(ids(tmp_path)) == 9


def test_names_that_a_disk_may_mix_up_stay_apart(tmp_path: Path) -> None:
    put(tmp_path, {f"{name}/{EX1}.py": name.encode() for name in (NFC, NFD, "Kim", "kim", "KIM")})
    found = find_entries(tmp_path)
    assert sorted(e.id for e in found) == sorted([NFC, NFD, "Kim", "kim", "KIM"])
    assert {e.id.encode() for e in found} == {read_entry(e, WEEK).files(EX1)[f"{EX1}.py"] for e in found}
    names = file_names(e.id for e in found)
    assert len({unicodedata.normalize("NFC", n).lower() for n in names.values()}) == 5


def test_names_that_cannot_be_shown_are_escaped(tmp_path: Path) -> None:
    for name in (b"\xb1\xe8", b"a\nb\x1b[31m", b"\xe2\x80\xaegpj", "줄\u2028바꿈".encode(), b"\\xb1\\xe8"):
        os.makedirs(os.fsencode(tmp_path) + b"/" + name)
    found = ids(tmp_path)
    assert sorted(found) == sorted(
        ["\\xb1\\xe8", "\\xb1\\xe8 (2)", "a\\x0ab\\x1b[31m", "\\u202egpj", "줄\\u2028바꿈"]
    )
    for id in found:
        id.encode("utf-8")
        assert file_name(id)


def test_moodle_as_folders_and_as_flat_files(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            f"김 민수_111_assignsubmission_file_/{EX1}.py": b"1",
            "김 민수_111_assignsubmission_onlinetext_/onlinetext.html": b"",
            "Han_333_assignsubmission_onlinetext_/onlinetext.html": b"",
            f"Lee Jun_222_assignsubmission_file_{EX1}.py": b"2",
            f"Lee Jun_222_assignsubmission_file_{EX2}.py": b"3",
            "Lee Jun_222_assignsubmission_file_utils.py": b"4",
            "Lee Jun_222_assignsubmission_onlinetext_onlinetext.html": b"5",
            "Lee Jun_222_assignsubmission_file_Han_9_assignsubmission_file_x.py": b"6",
        },
    )
    found = {e.id: e for e in find_entries(tmp_path)}
    assert list(found) == sorted(
        ["Han_333_assignsubmission_onlinetext_", "Lee Jun_222", "김 민수_111_assignsubmission_file_"]
    )
    assert found["Lee Jun_222"].kind == "files"
    handed = read_entry(found["Lee Jun_222"], WEEK)
    assert handed.files(EX1) == {
        f"{EX1}.py": b"2",
        "utils.py": b"4",
        "Han_9_assignsubmission_file_x.py": b"6",
    }
    assert handed.files(EX2)[f"{EX2}.py"] == b"3"
    assert read_entry(found["김 민수_111_assignsubmission_file_"], WEEK).files(EX1) == {f"{EX1}.py": b"1"}


def test_canvas(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            f"kimminsu_123_456_{EX1}.py": b"1",
            f"kimminsu_LATE_123_457_{EX2}-1.py": b"2",
            "kimminsu_123_458_utils-2.py": b"3",
            f"kimminsu_124_459_{EX1}.py": b"4",
            f"김민수_7_8_{EX1} (1).PY": b"5",
            f"lee_123_456_kimminsu_123_456_{EX1}.py": b"6",
        },
    )
    found = {e.id: read_entry(e, WEEK) for e in find_entries(tmp_path)}
    assert list(found) == ["kimminsu_123", "kimminsu_124", "lee_123", "김민수_7"]
    assert found["kimminsu_123"].files(EX1) == {f"{EX1}.py": b"1", "utils.py": b"3"}
    assert found["kimminsu_123"].files(EX2)[f"{EX2}.py"] == b"2"
    assert found["kimminsu_124"].files(EX1) == {f"{EX1}.py": b"4"}
    assert found["김민수_7"].files(EX1) == {f"{EX1}.py": b"5"}
    assert found["lee_123"].unreadable is not None


@pytest.mark.parametrize(
    "name", ["Kim_1_assignsubmission_file_work.zip", "kim_1_2_work.zip", "kim_LATE_1_2_work.tgz"]
)
def test_a_file_of_an_lms_may_be_an_archive(tmp_path: Path, name: str) -> None:
    files = [(f"work/{EX1}.py", b"1"), (f"{EX2}.py", b"2")]
    zipped(tmp_path / name, dict(files)) if name.endswith("zip") else tarred(tmp_path / name, [*files])
    put(tmp_path, {f"{name.removesuffix('.zip').removesuffix('.tgz').removesuffix('work')}{EX2}.py": b"3"})
    (entry,) = find_entries(tmp_path)
    assert entry.id.lower() == "kim_1"
    handed = read_entry(entry, WEEK)
    assert handed.files(EX1) == {f"{EX1}.py": b"1"}
    assert handed.files(EX2) == {f"{EX2}.py": b"3"}, "the one nearest the top"


def test_an_archive_in_a_students_folder_is_opened_and_none_further_down(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "x.zip", {f"{EX3}.py": b"3"}).read_bytes()
    zipped(tmp_path / "y.zip", {f"{EX1}.py": b"1", "more/inner.zip": inner})
    put(
        tmp_path,
        {"kim/hand in.zip": (tmp_path / "y.zip").read_bytes(), f"kim/{EX2}.py": b"2", "kim/a/b.zip": inner},
    )
    handed = read(tmp_path / "kim")
    assert sorted(handed.works) == [EX1, EX2]
    assert note(handed, "nested") == "a/b.zip, more/inner.zip"


def test_many_archives_are_not_all_opened(tmp_path: Path) -> None:
    for i in range(intake.ARCHIVES + 5):
        zipped(tmp_path / f"{i:03}.zip", {"a.txt": b""})
    assert read(tmp_path).unreadable == read(tmp_path).unreadable
    assert "too_many" in [n.key for n in [*read(tmp_path).notes, read(tmp_path).unreadable] if n]


def test_loose_files_and_all_forms_mixed(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            f"a/deep/{EX1}.py": CODE, f"m_1_assignsubmission_file_{EX1}.py": CODE, f"c_1_2_{EX1}.py": CODE,
            "lee.ipynb": notebook(f"def {EX1_FUNCTION}(): pass"), "notes.txt": b"", "report.pdf": b"", "odd.py": CODE,
            f"m_2_assignsubmission_file_/{EX1}.py": CODE,
        },
    )  # fmt: skip
    zipped(tmp_path / "z.zip", {f"{EX1}.py": CODE})
    tarred(tmp_path / "t.tgz", [(f"{EX1}.py", CODE)])
    (tmp_path / "link").symlink_to(tmp_path / "a")
    found = {e.id: read_entry(e, WEEK) for e in find_entries(tmp_path)}
    bad = {id for id, handed in found.items() if handed.unreadable}
    assert set(found) - bad == {"a", "m_1", "c_1", "lee", "m_2_assignsubmission_file_", "z", "t"}
    assert bad == {"odd", "link"}
    assert found["link"].unreadable
    assert found["link"].unreadable.key == "link"


def test_wrong_use_is_one_sentence(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "a.zip": b"",
            "empty/.DS_Store": b"",
            "other/readme.txt": b"",
            f"one/{EX1}.py": b"",
            "one/utils.txt": b"",
        },
    )
    assert usage(tmp_path / "nothing") == "submissions_gone"
    assert usage(tmp_path / "a.zip") == "not_submissions"
    assert usage(tmp_path / "empty") == "submissions_empty"
    assert usage(tmp_path / "other") == "submissions_empty"
    assert usage(tmp_path / "one") == "one_submission"


# ---- manifests --------------------------------------------------------------------------------------------------------


def test_csv_manifest(tmp_path: Path) -> None:
    put(
        tmp_path,
        {f"in/kim/{EX1}.py": b"1", f"in/x-{EX1}.py": b"", f"in/{EX2}.py": b"2", f"in/more/{EX3}.py": b"3"},
    )
    zipped(tmp_path / "in" / "z.zip", {f"{EX1}.py": b"4"})
    rows = [
        "Submission, path ,remark",
        "2019-1,in/kim,x",
        "",
        f'"이, 준",in/{EX2}.py',
        "2019-3 , in/z.zip",
        "2019-4,in/no",
    ]
    rows += [f'"이, 준",in/more/{EX3}.py', f"2019-5,{tmp_path}/in/kim"]
    manifest = tmp_path / "list.CSV"
    for text in ("\n".join(rows), "\r\n".join(rows) + "\r\n"):
        for encoding in ("utf-8", "utf-8-sig"):
            manifest.write_bytes(text.encode(encoding))
            found = {e.id: read_entry(e, WEEK) for e in find_entries(manifest)}
            assert list(found) == ["2019-1", "2019-3", "2019-4", "2019-5", "이, 준"]
            assert found["2019-1"].files(EX1) == found["2019-5"].files(EX1) == {f"{EX1}.py": b"1"}
            assert found["2019-3"].files(EX1) == {f"{EX1}.py": b"4"}
            assert sorted(found["이, 준"].works) == [EX2, EX3]
            assert found["2019-4"].unreadable
            assert found["2019-4"].unreadable.key == "gone"


def test_json_manifests(tmp_path: Path) -> None:
    put(tmp_path, {f"kim/{EX1}.py": b"1", f"{EX2}.py": b"2"})
    (tmp_path / "link").symlink_to(tmp_path / "kim")
    many = tmp_path / "many.json"
    many.write_text(
        json.dumps([{"submission": "a", "path": "kim", "more": 1}, {"path": "link", "submission": "b"}])
    )
    assert [(e.id, e.kind, read_entry(e, WEEK).unreadable is None) for e in find_entries(many)] == [
        ("a", "folder", True),
        ("b", "files", False),
    ]
    one = tmp_path / "one.json"
    one.write_text(f'{{"a": "kim", "\\ud800": "{EX2}.py", "a": "{EX2}.py"}}')
    found = {e.id: e for e in find_entries(one)}
    assert list(found) == ["\\ud800", "a"]
    assert sorted(read_entry(found["a"], WEEK).works) == [EX1, EX2]


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("m.csv", b"", "manifest_header"),
        ("m.csv", b"id,path\na,b\n", "manifest_header"),
        ("m.csv", b"submission,path\n", "submissions_empty"),
        ("m.csv", b"submission,path\nkim\n", "manifest_row"),
        ("m.csv", b"submission,path\n,x\n", "manifest_row"),
        ("m.csv", b'submission,path\n"a,x\n', "manifest_row"),
        ("m.csv", b"submission,path\na,x\0y\n", "manifest_row"),
        ("m.csv", b"submission,path\na," + b"x" * 200_000 + b"\n", "manifest_row"),
        ("m.csv", "submission,path\n김,x\n".encode("cp949"), "manifest_encoding"),
        ("m.json", b"", "manifest_json"),
        ("m.json", b"[" * 100_000, "manifest_json"),
        ("m.json", b"3", "manifest_json"),
        ("m.json", b"[]", "submissions_empty"),
        ("m.json", b"{}", "submissions_empty"),
        ("m.json", b'["a"]', "manifest_row"),
        ("m.json", b"[[]]", "manifest_row"),
        ("m.json", b'[{"submission": "a"}]', "manifest_row"),
        ("m.json", b'{"a": 3}', "manifest_row"),
        ("m.json", b'{"a": ["x"]}', "manifest_row"),
        ("m.json", b'{" ": "x"}', "manifest_row"),
    ],
)
def test_a_malformed_manifest_is_said_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, key: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert usage(path) == key


def test_a_manifest_may_name_what_no_disk_has(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(
        '{"a": "\\ud800", "b": "' + "x" * 5000 + '", "c": "../..", "d": "/dev/zero", "e": "/dev/zero.zip"}'
    )
    for entry in find_entries(path)[:2] + find_entries(path)[3:]:
        assert read_entry(entry, WEEK).unreadable


# ---- names of reports -------------------------------------------------------------------------------------------------


def test_a_report_is_called_like_its_submission() -> None:
    for id in ("2019-1234", "kim_123", "a.b-c_D", "...", ".x"):
        assert file_name(id) == id
    assert file_name("김 %/\\") == "%EA%B9%80%20%25%2F%5C"
    assert file_name("..") == "%2E%2E"
    assert file_name("") == "%"
    assert file_name("CON") == "%43ON"
    assert file_name("nul.x") == "%6Eul.x"
    assert file_name("console") == "console"


def test_no_two_reports_have_one_name() -> None:
    words = [
        "",
        ".",
        "..",
        "%",
        "%2E",
        "%25",
        "~",
        "a" * 200,
        "a" * 201,
        "a" * 300,
        "김" * 60,
        "김" * 61,
        NFC,
        NFD,
    ]
    words += [
        "Kim",
        "kim",
        "KIM",
        "con",
        "CON",
        "%43ON",
        "a/b",
        "a%2Fb",
        "A%2fB",
        "é",
        "e\u0301",
        "ß",
        "ss",
        "\ud800",
    ]
    words += ["가" * 300, "가" * 301, "x" * 183, "Straße", "STRASSE", "ﬁ", "fi", "i", "İ", "ı", "I"]
    names = file_names(words)
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in names.values()}) == len(set(words))
    for name in names.values():
        assert name not in ("", ".", "..")
        assert len(name.encode("ascii")) <= 200
        assert not set(name) & set('/\\:*?"<>| ')
    drawn = random.Random(1)
    many = ["".join(drawn.choice("aAbB%~.2E5/김") for _ in range(drawn.randrange(6))) for _ in range(3000)]
    assert len({file_name(id) for id in many}) == len(set(many))


# ---- which file counts ------------------------------------------------------------------------------------------------


def test_the_same_as_a_folder_of_the_students(tmp_path: Path) -> None:
    put(
        tmp_path,
        {f"{EX1}.py": CODE, "utils.py": b"u", f"{EX2}.py": b"\xff", "readme.txt": b"", "ex9_other.py": b""},
    )
    handed, folder = read(tmp_path), Submission("kim", tmp_path)
    assert handed.files(EX1) == folder.files(EX1) == {f"{EX1}.py": CODE, "utils.py": b"u"}
    for exercise in (EX2, EX3):
        errors = []
        for one in (handed, folder):
            with pytest.raises(Raised) as caught:
                one.files(exercise)
            errors.append(caught.value)
        assert errors[0] == errors[1]
    assert (handed.name, handed.shown, handed.unreadable, handed.notes) == ("kim", "kim", None, ())


@pytest.mark.parametrize(
    ("files", "wins"),
    [
        ((f"a/b/{EX1}.py", f"z/{EX1}.py"), 1),
        ((f"b/{EX1}.py", f"a/{EX1}.py"), 1),
        ((f"{EX1}.ipynb", f"{EX1}.py"), 1),
        ((f"a/{EX1}.py", f"{EX1}.ipynb"), 1),
        ((f"{EX1}-1.py", f"{EX1}.py"), 1),
        ((f"{EX1} (1).py", f"{EX1}-1.py"), 0),
        ((f"{EX1}.py", f"a/{EX1}-1.py"), 0),
        ((f"{EX1.upper()}.py", f"{EX1}.py"), 1),
        ((f"{EX1}(2).PY", f"{EX1.title()}.Py"), 1),
        ((f"{EX1}.IPYNB", "book.ipynb"), 0),
        ((f"deep/{EX1}.ipynb", "book.ipynb"), 0),
        ((f"deep/{EX1}.py", "book.ipynb"), 0),
        (("b.ipynb", "a.ipynb"), 1),
        (("a/a.ipynb", "b.ipynb"), 1),
        (("more/whole.ipynb", "more/a.ipynb"), 0),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_of_two_files_one_counts(tmp_path: Path, files: tuple[str, str], wins: int, packed: bool) -> None:
    contents = {}
    for number, name in enumerate(files):
        cell = f"def {EX1_FUNCTION}(): {number}" + f"\ndef {EX1_OTHER}(): pass" * ("whole" in name)
        contents[name] = notebook(cell) if name.lower().endswith("b") else f"{number}".encode()
    handed = read(zipped(tmp_path / "kim.zip", contents) if packed else put(tmp_path / "kim", contents))
    assert handed.files(EX1)[f"{EX1}.py"].startswith(
        (f"{wins}".encode(), f"# cell 1\ndef {EX1_FUNCTION}(): {wins}".encode())
    )
    if not any("deep" in name or name == "book.ipynb" for name in files):
        (chosen,) = (n for n in handed.notes if n.key == "chosen")
        assert chosen.params == {"exercise": EX1, "used": files[wins], "names": files[1 - wins]}


def test_other_names_are_no_exercise(tmp_path: Path) -> None:
    names = [
        f"my_{EX1}.py",
        f"{EX1}_old.py",
        f"{EX1}.py.txt",
        f"{EX1}.pyc",
        "ex1.py",
        f"{EX1}--1.py",
        f"{EX1}.py.bak",
    ]
    handed = read(put(tmp_path, dict.fromkeys(names, CODE)))
    assert handed.unreadable
    assert handed.unreadable.key == "no_exercise"
    assert f"my_{EX1}.py" in handed.unreadable.params["names"]


def test_helpers_are_those_in_the_same_folder(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            f"a/{EX1}-1.py": CODE,
            "a/utils.py": b"1",
            "a/b/deeper.py": b"2",
            "top.py": b"3",
            f"a/{EX2}.py": b"",
        },
    )
    put(
        tmp_path,
        {f"a/{EX3}.ipynb": notebook("x"), "a/data.ipynb": b"", "a/ex9_later.py": b"", "a/MORE.PY": b"4"},
    )
    handed = read(tmp_path)
    assert handed.files(EX1) == {f"{EX1}.py": CODE, "utils.py": b"1", "MORE.py": b"4"}
    assert set(handed.files(EX3)) == {f"{EX3}.py", "utils.py", "MORE.py"}


def test_helpers_are_called_as_python_looks_for_them(tmp_path: Path) -> None:
    helper = unicodedata.normalize("NFD", "도움말")
    composed = unicodedata.normalize("NFC", helper)
    put(tmp_path / "one", {f"{EX1}.py": CODE, f"{helper}.py": b"d"})
    assert read(tmp_path / "one").files(EX1) == {f"{EX1}.py": CODE, f"{composed}.py": b"d"}
    assert not read(tmp_path / "one").notes
    put(
        tmp_path / "two", {f"{EX1}.py": CODE, f"{EX2}.py": CODE, f"{helper}.py": b"d", f"{composed}.py": b"c"}
    )
    handed = read(tmp_path / "two")
    assert handed.files(EX1) == {f"{EX1}.py": CODE, f"{helper}.py": b"d", f"{composed}.py": b"c"}
    assert note(handed, "clash") == f"{helper}.py"
    put(tmp_path / "three", {f"{EX1}.py": CODE, "utils.py": b"1", "Utils.py": b"2"})
    assert read(tmp_path / "three").files(EX1) == {f"{EX1}.py": CODE, "utils.py": b"1", "Utils.py": b"2"}
    assert note(read(tmp_path / "three"), "clash") == "utils.py"


def test_no_helper_has_a_name_that_could_break_the_grader(tmp_path: Path) -> None:
    put(tmp_path, {f"{EX1}.py": CODE, "my-helper.py": b"1"})
    for name in (b"\xff.py", b"a\nb.py", b"a\\b.py", b"x" * 250 + b".py", b"c:d.py"):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).write_bytes(CODE)
    handed = read(tmp_path)
    assert handed.files(EX1) == {f"{EX1}.py": CODE, "my-helper.py": b"1"}
    assert "a\\x0ab.py" in note(handed, "helper_name")
    assert handed.notes[0].params["count"] == "5"


def test_too_many_helpers(tmp_path: Path) -> None:
    put(tmp_path, {f"{EX1}.py": CODE} | {f"h{i:04}.py": b"" for i in range(400)})
    handed = read(tmp_path)
    assert len(handed.files(EX1)) == 51
    assert "too_many" in note_keys(handed)


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (b"\xef\xbb\xbfx = 1\r\n", "", 0),
        ("# 한글\r\n".encode(), "", 0),
        ("x = 1\n# 한글\n".encode("cp949"), "encoding", 2),
        ("x = 1\n".encode("utf-16"), "encoding", 1),
        (b"a\n\nb\xff", "encoding", 3),
        (b"#" * (FILE_CAP + 1), "too_long", 0),
        (b"#" * FILE_CAP, "", 0),
        (b"", "", 0),
        (b"x\0y", "", 0),
    ],
)
def test_text(tmp_path: Path, data: bytes, kind: str, line: int) -> None:
    handed = read(put(tmp_path, {f"{EX1}.py": data, f"{EX2}.py": CODE}))
    assert handed.unreadable is None
    assert handed.files(EX2) == {f"{EX2}.py": CODE}
    if not kind:
        assert handed.files(EX1) == {f"{EX1}.py": data.removeprefix(b"\xef\xbb\xbf")}
        return
    for _ in range(2):
        with pytest.raises(Raised) as caught:
            handed.files(EX1)
        assert caught.value.kind == kind
        assert [frame.line for frame in caught.value.frames] == [line] * bool(line)


# ---- notebooks --------------------------------------------------------------------------------------------------------


def book(tmp_path: Path, *cells: str) -> str:
    """The code of a notebook with these cells."""
    handed = read(put(tmp_path, {f"{EX1}.ipynb": notebook(*cells)}))
    code = handed.files(EX1)[f"{EX1}.py"].decode()
    compiled = code.replace("\r", "")
    compile(compiled, "x", "exec")
    return code


def test_a_notebook_is_its_code_cells(tmp_path: Path) -> None:
    data = json.loads(notebook("a = 1\nb = 2", "c = 3"))
    data["cells"].insert(1, {"cell_type": "markdown", "source": ["not code ("]})
    data["cells"].insert(1, {"cell_type": "raw", "source": "not code ("})
    data["cells"].append({"cell_type": "code", "source": "d = 4\r\n"})
    handed = read(put(tmp_path, {f"{EX1}.ipynb": json.dumps(data).encode("utf-8-sig")}))
    assert handed.files(EX1) == {
        f"{EX1}.py": b"# cell 1\na = 1\nb = 2\n\n# cell 2\nc = 3\n\n# cell 3\nd = 4\n\n"
    }
    assert handed.notes[0].params == {"exercise": EX1, "used": f"{EX1}.ipynb"}


def test_an_old_notebook(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "input": ["a = 1\n", "b = 2"]}, {"cell_type": "markdown", "source": "x"}]
    data = json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode()
    assert b"a = 1\nb = 2" in read(put(tmp_path, {f"{EX1}.ipynb": data})).files(EX1)[f"{EX1}.py"]


def test_a_notebook_counts_for_all_whose_functions_it_defines(tmp_path: Path) -> None:
    data = notebook(
        f"def {EX1_FUNCTION}(x): return x",
        "broken (",
        f"async def {EX2_FUNCTION}(): pass",
        f"class {EX3}: pass",
    )
    handed = read(put(tmp_path, {"lab/my work.ipynb": data, "lab/utils.py": b"u"}))
    assert sorted(handed.works) == [EX1, EX2]
    assert handed.files(EX1)[f"{EX1}.py"] == handed.files(EX2)[f"{EX2}.py"]
    assert set(handed.files(EX1)) == {f"{EX1}.py", "utils.py"}
    assert b"broken" not in handed.files(EX1)[f"{EX1}.py"]
    assert note_keys(handed).count("notebook") == 2
    (cells,) = (n for n in handed.notes if n.key == "broken_cells")
    assert cells.params["cells"] == "2"


@pytest.mark.parametrize(
    "cell",
    [
        f"    def {EX1_FUNCTION}(): pass",
        f"class A:\n    def {EX1_FUNCTION}(self): 1",
        f"s = '''\ndef {EX1_FUNCTION}(): 1\n'''",
        f"{EX1_FUNCTION} = 3",
    ],
)
def test_only_functions_at_the_top_count(tmp_path: Path, cell: str) -> None:
    assert read(put(tmp_path, {"a.ipynb": notebook(cell)})).unreadable


def test_a_function_in_a_broken_cell_is_not_lost_without_a_word(tmp_path: Path) -> None:
    handed = read(put(tmp_path, {"a.ipynb": notebook("x = 1", f"def {EX1_FUNCTION}(:\n  pass")}))
    assert handed.unreadable is None
    assert b"x = 1" in handed.files(EX1)[f"{EX1}.py"]
    assert "broken_cells" in note_keys(handed)


def test_what_only_jupyter_understands_is_dropped(tmp_path: Path) -> None:
    code = book(
        tmp_path,
        "%matplotlib inline\n!pip install a \\\n  b c\nimport os\nos?\n?os\nos.path??\nfiles = !ls\nx = %timeit -o 1\n  \n",
        "%%time\nfrom __future__ import annotations\ny = 1\n%cd ..",
        "\n%%bash\nrm -rf / (",
        "%%writefile a.py\nz = 1",
        "if y:\n    !ls\nelse:\n    %cd x",
        "%%\nq",
    )
    space: dict[str, Any] = {}
    exec(code, space)
    assert space["y"] == 1
    assert "z" not in space
    assert code.startswith("from __future__")
    assert "\nrm -rf" not in code


def test_what_looks_like_jupyter_and_is_python_stays(tmp_path: Path) -> None:
    cells = [
        'a = ("%d"\n% 3)\nb = 7 \\\n% 4\nc = """\n%time\n!ls\nwhat?\n"""\nd = \'\\\'\'\ne = {\n"x": 1,\n}\n# (\nf = "# ("',
        "g = 'it\\\ns (' \nh = r'\\\\' + ')'\ni = [1, # ]\n2]\nj = 5\nj %= 3\nk = j != 2",
        "# really?\nl = 'why?'",
    ]
    code = book(tmp_path, *cells)
    assert code == "\n".join(f"# cell {i}\n{cell}\n" for i, cell in enumerate(cells, 1))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "notebook"), (b"{", "notebook"), (b"[]", "notebook"), (b"null", "notebook"), (b'{"nbformat": 4}', "notebook"),
        (b'{"nbformat": 2, "cells": []}', "notebook"), (b'{"nbformat": [4], "cells": []}', "notebook"),
        (b'{"nbformat": 4, "cells": [3]}', "notebook"), (b'{"nbformat": 4, "cells": {"a": 1}}', "notebook"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}', "notebook"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": [3]}]}', "notebook"),
        (b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": "\\ud800"}]}', "notebook"),
        (b"[" * 500_000, "notebook"), (b'{"a":' * 200_000, "notebook"), (b"9" * 100_000, "notebook"),
        (b"[" + b"[]," * 5_000_000 + b"1]", "notebook"), (b"\x00\x01", "notebook"),
        ('{"nbformat": 4}'.encode("utf-16"), "encoding"), (b'{"nb\xff', "encoding"),
        (b" " * (17 << 20), "too_long"),
        (json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "#" * FILE_CAP + "#"}]}).encode(), "too_long"),
    ],
    ids=range(21),
)  # fmt: skip
def test_a_notebook_that_is_none(tmp_path: Path, data: bytes, kind: str) -> None:
    began = time.process_time()
    handed = read(put(tmp_path, {f"{EX1}.ipynb": data, "other.ipynb": data, f"{EX2}.py": CODE}))
    with pytest.raises(Raised) as caught:
        handed.files(EX1)
    assert caught.value.kind == kind
    assert handed.files(EX2) == {f"{EX2}.py": CODE}
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "cell",
    [
        "a;" * 200_000, "(" * 200_000, " " * 900_000 + "x", "a" * 900_000, "a.b" * 300_000, "-" * 60_000 + "1",
        "1+" * 30_000 + "1", "[" * 60_000, "?" * 900_000, "a=" * 400_000, '"""' * 100_000, "\\\n" * 100_000,
        "r" * 900_000, "'" * 900_000, "\n" * 200_000, "%a\n" * 50_000,
    ],
    ids=range(16),
)  # fmt: skip
def test_no_cell_takes_long(tmp_path: Path, cell: str) -> None:
    began = time.process_time()
    read(put(tmp_path, {f"{EX1}.ipynb": notebook(cell), "b.ipynb": notebook(*[""] * 2000)}))
    assert time.process_time() - began < 4


def test_fifty_notebooks_do_not_take_long(tmp_path: Path) -> None:
    cell = f"def {EX1_FUNCTION}(): pass\n" + "a;" * 30_000
    put(tmp_path, {f"{i}.ipynb": notebook(*[cell] * 5) for i in range(50)})
    began = time.process_time()
    read(tmp_path)
    assert time.process_time() - began < 6


# ---- folders ----------------------------------------------------------------------------------------------------------


def test_only_regular_files_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = put(tmp_path / "secret", {f"{EX1}.py": b"secret", "deep/x.py": b"secret"})
    kim = put(tmp_path / "kim", {f"{EX2}.py": CODE})
    (kim / f"{EX1}.py").symlink_to(secret / f"{EX1}.py")
    (kim / "folder").symlink_to(secret)
    (kim / "loop").symlink_to(kim)
    (kim / "dangling.py").symlink_to("nowhere")
    os.mkfifo(kim / f"{EX3}.py")
    os.mkfifo(kim / "archive.zip")
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(kim)  # the path of a socket is short
        server.bind("s.py")
        began = time.monotonic()
        handed = read(kim)
    assert time.monotonic() - began < 1
    assert sorted(handed.works) == [EX2]
    assert handed.files(EX2) == {f"{EX2}.py": CODE}
    assert note(handed, "link") == f"dangling.py, {EX1}.py, folder, loop"
    assert note(handed, "special") == f"archive.zip, {EX3}.py, s.py"


def test_a_file_that_is_swapped_while_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kim = put(tmp_path / "kim", {f"{EX1}.py": CODE})
    put(tmp_path, {"secret": b"secret"})
    real = os.lstat(kim / f"{EX1}.py")
    (kim / f"{EX1}.py").unlink()
    (kim / f"{EX1}.py").symlink_to(tmp_path / "secret")
    monkeypatch.setattr(os, "lstat", lambda path: real)
    with pytest.raises(OSError, match="symbolic"):
        gather.open_regular(kim / f"{EX1}.py")
    (kim / f"{EX1}.py").unlink()
    os.mkfifo(kim / f"{EX1}.py")
    with pytest.raises(gather.LeftOut):
        gather.open_regular(kim / f"{EX1}.py")


@pytest.mark.parametrize("name", ["kim", "kim.py", "kim.zip"])
def test_a_submission_that_is_a_link_or_a_fifo(tmp_path: Path, name: str) -> None:
    zipped(tmp_path / "secret.zip", {f"{EX1}.py": CODE})
    for make in (
        lambda path: path.symlink_to("secret.zip"),
        lambda path: path.symlink_to("nothing"),
        os.mkfifo,
    ):
        make(tmp_path / name)
        for kind in ("folder", "archive", "files"):
            assert read_entry(Entry("kim", kind, (tmp_path / name,)), WEEK).unreadable
        (tmp_path / name).unlink()


def test_what_tools_leave_behind_is_ignored_silently(tmp_path: Path) -> None:
    rubbish = ["__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git", ".venv", "venv", ".grader/backup"]
    files = {f"{folder}/{EX1}.py": b"old" for folder in rubbish} | {f"._{EX1}.py": b"mac", ".DS_Store": b""}
    put(tmp_path / "kim", {f"a/{name}": data for name, data in files.items()})
    (tmp_path / "kim/a/.venv/link").symlink_to("/")
    handed = read(tmp_path / "kim")
    assert (handed.unreadable and handed.unreadable.key, handed.notes) == ("nothing", ())
    handed = read(zipped(tmp_path / "k.zip", files | {f"b/c/{EX1}.py": CODE}))
    assert (handed.files(EX1), handed.notes) == ({f"{EX1}.py": CODE}, ())
    handed = read(
        tarred(tmp_path / "k.tgz", [(f"./{n}", d) for n, d in files.items()] + [(f"b/{EX1}.py", CODE)])
    )
    assert (handed.files(EX1), handed.notes) == ({f"{EX1}.py": CODE}, ())


def test_a_folder_that_cannot_be_read_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {f"{EX1}.py": CODE, f"locked/{EX2}.py": CODE, f"{EX3}.py": CODE})
    scandir, opened = os.scandir, os.open

    def refuse(path: Any, *args: Any) -> Any:
        if str(path).endswith(("locked", f"{EX3}.py")):
            raise PermissionError(13, "Permission denied")
        return opened(path, *args) if args else scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "open", refuse)
    handed = read(tmp_path)
    assert sorted(handed.works) == [EX1]
    assert note(handed, "no_access") == f"locked, {EX3}.py"


def test_folders_without_end(tmp_path: Path) -> None:
    deep = tmp_path / "/".join("d" for _ in range(40))
    put(deep, {f"{EX1}.py": CODE})
    put(tmp_path, {f"{'e/' * 18}{EX2}.py": CODE})
    handed = read(tmp_path)
    assert sorted(handed.works) == [EX2]
    assert note(handed, "deep") == "/".join("d" * 20)


def test_a_flood_of_files_costs_no_exercise_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "TOTAL", 1 << 20)
    files = {f"{i:04}.py": b"x" * 9000 for i in range(300)} | {f"z/{EX1}.py": CODE}
    for path in (
        put(tmp_path / "k", files),
        zipped(tmp_path / "k.zip", files),
        tarred(tmp_path / "k.tar", [*files.items()]),
    ):
        handed = read(path)
        assert handed.files(EX1) == {f"{EX1}.py": CODE}
        assert "too_many" in note_keys(handed)


def test_names_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "ENTRIES", 50)
    monkeypatch.setattr(archives, "ENTRIES", 50)
    files = {f"{EX1}.py": CODE} | {f"x/{i}/a.txt": b"" for i in range(100)} | {f"x/z/{EX2}.py": CODE}
    for path in (
        put(tmp_path / "k", files),
        zipped(tmp_path / "k.zip", files),
        tarred(tmp_path / "k.tar", [*files.items()]),
    ):
        handed = read(path)
        assert sorted(handed.works) == [EX1]
        assert "too_many" in note_keys(handed)


def test_names_that_are_passed_over_have_an_end_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather, "SCANNED", 50)
    files = {f"{EX1}.py": CODE} | {f"__MACOSX/{i}": b"" for i in range(100)} | {f"z/{EX2}.py": CODE}
    handed = read(tarred(tmp_path / "k.tar", [*files.items()]))
    assert (sorted(handed.works), note_keys(handed)) == ([EX1], ["too_many"])
    handed = read(zipped(tmp_path / "k.zip", files))
    assert handed.unreadable
    assert handed.unreadable.key == "archive_large"
    put(tmp_path / "k", {f"{EX1}.py": CODE} | {f"a/._{i}": b"" for i in range(100)})
    assert note_keys(read(tmp_path / "k")) == ["too_many"]


def test_the_digest_is_of_what_would_be_graded(tmp_path: Path) -> None:
    put(tmp_path, {f"a/{EX1}.py": CODE, "a/utils.py": b"1"})
    seen = [read(tmp_path).digest]
    assert read(tmp_path).digest == seen[0]
    put(tmp_path, {"a/report.pdf": b"1", "b/unrelated.py": b""})
    os.utime(tmp_path / f"a/{EX1}.py", (1, 1))
    assert read(tmp_path).digest == seen[0]
    for name, data in {
        "a/utils.py": b"2",
        "a/more.py": b"",
        f"{EX2}.py": b"\xff",
        f"c/{EX1}.py": b"",
        f"a/{EX1}.py": b"y",
    }.items():
        put(tmp_path, {name: data})
        seen.append(read(tmp_path).digest)
    (tmp_path / "link").symlink_to("x")
    seen.append(read(tmp_path).digest)
    assert len(set(seen)) == len(seen)
    assert all(len(digest) == 64 for digest in seen)


# ---- zip --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["kim.zip", "kim.tar.gz", "kim"])
def test_an_archive_is_what_its_first_bytes_say(tmp_path: Path, name: str) -> None:
    for make in (
        lambda path: zipped(path, {f"a/{EX1}.py": CODE}),
        lambda path: tarred(path, [(f"a/{EX1}.py", CODE)]),
    ):
        make(tmp_path / name)
        handed = read_entry(Entry("kim", "archive", (tmp_path / name,)), WEEK)
        if name != "kim":
            assert handed.files(EX1) == {f"{EX1}.py": CODE}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "archive_broken"), (b"PK\x03\x04", "archive_broken"), (b"x" * 5000, "archive_broken"),
        (b"7z\xbc\xaf\x27\x1c" + b"x" * 99, "archive_kind"),
        (b"Rar!\x1a\x07\x01\x00", "archive_kind"), (b"ALZ\x01", "archive_kind"),
        (b"EGGA", "archive_kind"), (gzip.compress(b"x = 1\n" * 1000), "archive_broken"),
        (gzip.compress(b""), "archive_broken"),
        (b"\x1f\x8b" + b"\xff" * 99, "archive_broken"), (b"BZh9" + b"\xff" * 99, "archive_broken"),
        (b"\xfd7zXZ\0" + b"\xff" * 99, "archive_broken"),
        (gzip.compress(random.Random(0).randbytes(5000))[:900], "archive_broken"),
    ],
    ids=["empty", "zip_head", "letters", "7z", "rar", "alz", "egg", "gzip_of_text", "gzip_of_nothing", "gzip_head",
         "bzip2_head", "xz_head", "gzip_cut"],
)  # fmt: skip
def test_an_archive_that_cannot_be_opened_is_unreadable(tmp_path: Path, data: bytes, key: str) -> None:
    handed = read(put(tmp_path, {"kim.zip": data}) / "kim.zip")
    assert handed.unreadable
    assert (handed.unreadable.key, handed.unreadable.params["name"]) == (key, "kim.zip")
    assert not handed.works
    assert not handed.notes


def test_a_broken_archive_beside_good_files_is_a_note(tmp_path: Path) -> None:
    handed = read(put(tmp_path, {"old.zip": b"nonsense", f"{EX1}.py": CODE}))
    assert handed.unreadable is None
    assert note_keys(handed) == ["archive_broken"]


UNSAFE = [
    "/abs/{}",
    "../{}",
    "a/../../{}",
    "a/..",
    "C:{}",
    "C:/x/{}",
    "c:\\{}",
    "a\\..\\{}",
    "\\\\host\\{}",
    "..\\{}",
    "//{}",
]


def test_names_in_a_zip_that_lead_astray_cost_themselves(tmp_path: Path) -> None:
    names = [name.format(f"{EX1}.py") for name in UNSAFE] + [f"{EX1}.py\0.txt"]
    files: list[tuple[str | zipfile.ZipInfo, bytes]] = []
    for name in names:
        info = zipfile.ZipInfo()
        info.filename = info.orig_filename = name
        files.append((info, b"evil"))
    files += [(f"./b//{EX1}.py", CODE), (f"{'d/' * 30}{EX1}.py", b"evil"), ("x" * 5000 + ".py", b"evil")]
    handed = read(zipped(tmp_path / "k.zip", files))
    assert handed.files(EX1) == {f"{EX1}.py": CODE}
    counts = {n.key: n.params["count"] for n in handed.notes}
    assert counts == {"unsafe_path": str(len(names)), "deep": "2"}


def test_links_and_devices_in_a_zip(tmp_path: Path) -> None:
    files: list[tuple[str | zipfile.ZipInfo, bytes]] = [(f"{EX2}.py", CODE)]
    for mode, name in (
        (stat.S_IFLNK, f"{EX1}.py"),
        (stat.S_IFCHR, "a.py"),
        (stat.S_IFIFO, "b.py"),
        (stat.S_IFLNK, "folder"),
    ):
        info = zipfile.ZipInfo(name)
        info.external_attr = (mode | 0o777) << 16
        files.append((info, b"/etc/passwd"))
    handed = read(zipped(tmp_path / "k.zip", files))
    assert handed.works.keys() == {EX2}
    assert handed.files(EX2) == {f"{EX2}.py": CODE}
    assert note(handed, "link") == f"{EX1}.py, folder"
    assert note(handed, "special") == "a.py, b.py"


def patched(path: Path, change: Callable[[bytearray], None]) -> Path:
    data = bytearray(path.read_bytes())
    change(data)
    path.write_bytes(data)
    return path


def in_directory(data: bytearray, name: str) -> int:
    """Where the directory of a zip tells of this member."""
    return data.rindex(name.encode()) - 46


def test_encrypted_unsupported_and_lying_members_cost_themselves(tmp_path: Path) -> None:
    names = [f"m{i}.py" for i in range(6)]
    path = zipped(tmp_path / "k.zip", dict.fromkeys(names, b"y = 2\n" * 50) | {f"{EX1}.py": CODE})

    def change(data: bytearray) -> None:
        at = [in_directory(data, name) for name in names]
        data[at[0] + 8] |= 1  # encrypted
        data[at[1] + 10] = 12  # bzip2
        data[at[2] + 16] ^= 0xFF  # checksum
        struct.pack_into("<I", data, at[3] + 24, 7)  # smaller than it is
        struct.pack_into("<I", data, at[4] + 24, 0xFFFF_FFF0)  # larger than it is
        struct.pack_into("<I", data, at[5] + 20, 0x7FFF_FFFF)  # more compressed bytes than the file has

    handed = read(patched(path, change))
    assert handed.files(EX1) == {f"{EX1}.py": CODE, "m4.py": b"y = 2\n" * 50}, (
        "all that it holds, whatever it says"
    )
    assert note(handed, "encrypted") == "m0.py"
    assert note(handed, "method") == "m1.py"
    assert {"m2.py", "m3.py"} <= set(note(handed, "damaged").split(", "))


def test_an_encrypted_archive_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "k.zip", {f"{EX1}.py": CODE})
    handed = read(patched(path, lambda data: data.__setitem__(in_directory(data, EX1) + 8, 1)))
    assert handed.unreadable
    assert handed.unreadable.key == "encrypted"


@pytest.mark.parametrize("cut", [1, 10, 30, 200])
def test_a_truncated_zip(tmp_path: Path, cut: int) -> None:
    path = zipped(
        tmp_path / "k.zip", {f"{EX1}.py": b"".join(b"%d\n" % i for i in range(500)), f"{EX2}.py": CODE}
    )
    path.write_bytes(path.read_bytes()[:-cut])
    handed = read(path)
    assert handed.unreadable
    assert handed.unreadable.key == "archive_broken"


def test_members_that_share_bytes(tmp_path: Path) -> None:
    path = zipped(tmp_path / "k.zip", {f"{EX1}.py": b"1", f"{EX2}.py": b"2", f"{EX3}.py": b"3"})

    def change(data: bytearray) -> None:
        data[in_directory(data, EX2) + 42 : in_directory(data, EX2) + 46] = bytes(4)

    handed = read(patched(path, change))
    assert sorted(handed.works) == [EX3]
    assert note(handed, "damaged") == f"{EX1}.py, {EX2}.py"


def test_twice_in_an_archive_the_last_one_counts(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(
            tmp_path / "k.zip", [(f"a/{EX1}.py", b"1"), (f"a/./{EX1}.py", b"2"), (f"a/{EX1}.py", b"3")]
        )
    for handed in (
        read(path),
        read(tarred(tmp_path / "k.tgz", [(f"a/{EX1}.py", b"1"), (f"./a/{EX1}.py", b"3")])),
    ):
        assert handed.files(EX1) == {f"{EX1}.py": b"3"}
        assert "duplicate" in note_keys(handed)


def test_names_of_korean_windows(tmp_path: Path) -> None:
    path = tmp_path / "k.zip"

    def rebuilt(name: bytes) -> bytes:
        """A zip with one stored member of this name, not marked as UTF-8, as Windows writes it."""
        crc = zlib.crc32(CODE)
        head = struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, crc, len(CODE), len(CODE), len(name), 0)
        local = b"PK\3\4" + head + name + CODE
        central = b"PK\1\2" + b"\x14\0" + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
        return local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)

    path.write_bytes(rebuilt(f"김민수/{EX1}.py".encode("cp949")))
    handed = read(path)
    assert handed.files(EX1) == {f"{EX1}.py": CODE}
    assert note(handed, "cp949") == f"김민수/{EX1}.py"
    path.write_bytes(rebuilt(f"김민수/{EX1}.py".encode()))
    assert read(path).files(EX1) == {f"{EX1}.py": CODE}
    assert not read(path).notes
    path.write_bytes(rebuilt(b"\xff\xfe/" + f"{EX1}.py".encode()))
    assert read(path).files(EX1) == {f"{EX1}.py": CODE}


def test_bombs_cost_little(tmp_path: Path) -> None:
    zeros = bytes(28 << 20)
    bombs = [
        zipped(tmp_path / "a.zip", {f"{EX1}.py": zeros, f"{EX3}.ipynb": zeros, f"{EX2}.py": CODE}),
        tarred(tmp_path / "b.tgz", [(f"{EX2}.py", CODE), ("data.bin", zeros), (f"{EX1}.py", b"2")]),
        tarred(
            tmp_path / "c.tar.bz2", [(f"{EX2}.py", CODE), ("data.bin", zeros), (f"{EX1}.py", b"2")], "w:bz2"
        ),
        tarred(
            tmp_path / "d.tar.xz", [(f"{EX2}.py", CODE), ("data.bin", zeros), (f"{EX1}.py", b"2")], "w:xz"
        ),
    ]
    del zeros
    for path in bombs:
        assert path.stat().st_size < 200_000
        tracemalloc.start()
        began = time.process_time()
        handed = read(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert time.process_time() - began < 2
        assert peak < 20 << 20
        assert "bomb" in note_keys(handed)
        assert handed.files(EX2) == {f"{EX2}.py": CODE}
        assert EX1 not in handed.works or handed.works[EX1].trouble


def test_a_zip_of_a_million_names_is_not_looked_through(tmp_path: Path) -> None:
    one = b"PK\1\2" + bytes(24) + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"a"
    for count, key in ((80_000, "too_many"), (200_000, "archive_large")):
        cut = bytes(65536)  # the end of the directory lies alone in what zipfile reads first
        end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFE, 0xFFFE, len(one) * count, len(cut), 0)
        path = put(tmp_path, {"k.zip": cut + one * count + end}) / "k.zip"
        began = time.process_time()
        handed = read(path)
        assert time.process_time() - began < 3
        assert handed.unreadable
        assert handed.unreadable.key in (key, "archive_broken")


# ---- tar --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["w:", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_tar(tmp_path: Path, mode: str, form: int) -> None:
    long = "/".join(["여름학기 과제" * 2] * 3) if form != tarfile.USTAR_FORMAT else "a" * 90
    data = random.Random(2).randbytes(300_000)
    folders = ["./", f"{long}/"]  # `tar c .` begins with the folder itself
    members: list[tuple[tarfile.TarInfo | str, bytes]] = [
        (member(name, type=tarfile.DIRTYPE), b"") for name in folders
    ]
    members += [
        (f"./{long}/{EX1}.py", CODE),
        ("data.bin", data),
        (f"{EX2}.py", b""),
        (f"{EX3}.py", b"#" * 512),
    ]
    handed = read(tarred(tmp_path / "k.tar", members, mode, form))
    assert handed.files(EX1) == {f"{EX1}.py": CODE}
    assert handed.files(EX2) == {f"{EX2}.py": b""}
    assert handed.files(EX3) == {f"{EX3}.py": b"#" * 512}
    assert handed.notes == ()


def test_links_and_devices_in_a_tar(tmp_path: Path) -> None:
    kinds = {
        f"{EX1}.py": tarfile.SYMTYPE,
        f"{EX3}.py": tarfile.LNKTYPE,
        "a.py": tarfile.CHRTYPE,
        "b.py": tarfile.BLKTYPE,
    }
    kinds |= {"c.py": tarfile.FIFOTYPE}
    members: list[tuple[tarfile.TarInfo | str, bytes]] = [
        (member(name, type=kind, linkname="/etc/passwd"), b"") for name, kind in kinds.items()
    ]
    handed = read(tarred(tmp_path / "k.tgz", [*members, (f"{EX2}.py", CODE)]))
    assert handed.works.keys() == {EX2}
    assert note(handed, "link") == f"{EX1}.py, {EX3}.py"
    assert note(handed, "special") == "a.py, b.py, c.py"


def test_names_in_a_tar_that_lead_astray_cost_themselves(tmp_path: Path) -> None:
    names = [name.format(f"{EX1}.py") for name in UNSAFE]
    cp949 = os.fsdecode(f"김/{EX2}.py".encode("cp949"))
    handed = read(
        tarred(
            tmp_path / "k.tar", [*((n, b"evil") for n in names), (f"a/{EX1}.py", CODE), (cp949, b"2")], form=1
        )
    )
    assert handed.files(EX1) == {f"{EX1}.py": CODE}
    assert handed.files(EX2) == {f"{EX2}.py": b"2"}
    assert [n.params["count"] for n in handed.notes if n.key == "unsafe_path"] == [str(len(names))]
    assert note(handed, "cp949") == f"김/{EX2}.py"


@pytest.mark.parametrize("mode", ["w:", "w:gz", "w:bz2", "w:xz"])
def test_of_a_truncated_tar_the_beginning_counts(tmp_path: Path, mode: str) -> None:
    drawn = random.Random(3)
    data = b"#" + drawn.randbytes(150_000).hex().encode()
    path = tarred(
        tmp_path / "k.tar",
        [(f"{EX1}.py", CODE), ("noise.bin", drawn.randbytes(1_000_000)), (f"{EX2}.py", data)],
        mode,
    )
    path.write_bytes(path.read_bytes()[:-100_000])
    handed = read(path)
    if mode != "w:bz2":
        assert handed.files(EX1) == {f"{EX1}.py": CODE}
    assert EX2 not in handed.works
    assert note(handed, "truncated") == "k.tar"


def lies(path: Path, members: list[bytes]) -> Path:
    path.write_bytes(b"".join(members) + bytes(1024))
    return path


def block(name: str, kind: bytes = b"0", size: int = 0) -> bytes:
    return member(name, type=kind, size=size).tobuf(tarfile.GNU_FORMAT)


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def test_a_tar_that_lies(tmp_path: Path) -> None:
    good = block(f"{EX1}.py", size=len(CODE)) + padded(CODE)
    pax = b"3 " * 20_000 + b"="  # takes tarfile minutes
    fields = b"5 a=\n" * 10_000
    cases = [
        block("a.py", size=1 << 40), block("a.bin", size=1 << 60), block("a", b"L", 1 << 40), block("a", b"x", 1 << 30),
        block("a", b"x", len(pax)) + padded(pax), block("a", b"x", len(fields)) + padded(fields), block("a", b"S", 512),
        b"\xff" * 512, block("a", b"x", 30) + padded(b"30 size=" + b"9" * 21 + b"\n") + block("a.py"),
        block("a", b"x", 20) + padded(b"20 size=-1000000000\n") + block("a.py"),
        block("a", b"L", 1000) * 2000, block("a")[:300],
    ]  # fmt: skip
    for number, case in enumerate(cases):
        began = time.process_time()
        handed = read(
            lies(tmp_path / f"{number}.tar", [good, case, block(f"{EX2}.py", size=1), padded(b"2")])
        )
        assert handed.files(EX1) == {f"{EX1}.py": CODE}, number
        assert time.process_time() - began < 1, number
    negative = bytearray(block("a.py"))
    negative[124:136] = b"\xff" * 11 + b"\x00"
    negative[148:156] = b"%06o\0 " % (sum(negative[:148]) + 256 + sum(negative[156:]))
    assert read(lies(tmp_path / "n.tar", [good, bytes(negative), good])).files(EX1) == {f"{EX1}.py": CODE}


def test_a_long_name_is_only_for_the_next_member(tmp_path: Path) -> None:
    name = f"folder/{EX1}.py".encode()
    record = b"path=" + name + b"\n"
    record = b"%d " % (len(record) + 3) + record
    for header in (
        block("l", b"L", len(name)) + padded(name),
        block("p", b"x", len(record)) + padded(record),
    ):
        path = lies(
            tmp_path / "k.tar",
            [header, block("short.py", size=1), padded(b"1"), block(f"{EX2}.py", size=1), padded(b"2")],
        )
        assert {name: work.main for name, work in read(path).works.items()} == {EX1: b"1", EX2: b"2"}


def test_compressed_streams_may_follow_each_other(tmp_path: Path) -> None:
    raw = tarred(tmp_path / "k.tar", [(f"{EX1}.py", CODE), (f"{EX2}.py", b"2")], "w:").read_bytes()
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        data = b"".join(pack(raw[i : i + 700]) for i in range(0, len(raw), 700))
        for more in (b"", bytes(5000), b"rubbish"):
            path = put(tmp_path, {"k.tgz": data + more}) / "k.tgz"
            assert sorted(read(path).works) == [EX1, EX2]
            assert not read(path).notes
        empty = put(tmp_path, {"k.tgz": pack(raw[:700]) + pack(b"") * 300_000}) / "k.tgz"
        began = time.process_time()
        read(empty)
        assert time.process_time() - began < 1


def test_a_stream_is_only_unpacked_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "STREAM_CAP", 1 << 20)
    members: list[tuple[tarfile.TarInfo | str, bytes]] = [
        (f"{EX1}.py", CODE),
        ("n", random.Random(4).randbytes(2 << 20)),
    ]
    for mode in ("w:", "w:gz"):
        handed = read(tarred(tmp_path / "k.tar", [*members, (f"{EX2}.py", CODE)], mode))
        assert sorted(handed.works) == [EX1]
        assert "bomb" in note_keys(handed)
    assert streams.STREAM_CAP


# ---- whatever is handed in --------------------------------------------------------------------------------------------


def test_no_archive_makes_it_raise(tmp_path: Path) -> None:
    """Good archives with a few bytes changed, cut or repeated."""
    drawn = random.Random(5)
    files = {
        f"{EX1}.py": CODE * 50,
        f"a/{EX2}.ipynb": notebook("x = 1", "%cd y"),
        "김/utils.py": b"u",
        f"{EX3}.py": b"3",
    }
    zipped(tmp_path / "a.zip", files)
    zipped(tmp_path / "b.zip", files, compression=zipfile.ZIP_STORED)
    for name, mode in (("c.tar", "w:"), ("d.tgz", "w:gz"), ("e.tar.bz2", "w:bz2"), ("f.tar.xz", "w:xz")):
        tarred(tmp_path / name, [*files.items()], mode)
    for path in sorted(tmp_path.iterdir()):
        whole = path.read_bytes()
        for _ in range(30):
            data = bytearray(whole)
            for _ in range(drawn.randrange(1, 5)):
                at = drawn.randrange(len(data))
                how = drawn.randrange(4)
                if how == 0:
                    data[at] = drawn.randrange(256)
                elif how == 1:
                    data[at : at + 4] = drawn.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"])
                elif how == 2:
                    del data[at : at + drawn.randrange(1, 40)]
                else:
                    data[at:at] = data[at : at + drawn.randrange(40)]
            path.write_bytes(data)
            handed = read(path)
            assert handed.unreadable or handed.works
        path.write_bytes(whole)


def test_intake_leaves_no_file_open_and_writes_nothing(tmp_path: Path) -> None:
    files = {f"{EX1}.py": CODE, f"a/{EX2}.ipynb": notebook("x = 1")}
    put(tmp_path / "k", files)
    zipped(tmp_path / "k.zip", files)
    tarred(tmp_path / "k.tgz", [*files.items()])
    before = sorted(tmp_path.rglob("*"))
    opened = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0
    for entry in find_entries(tmp_path):
        read_entry(entry, WEEK)
    assert sorted(tmp_path.rglob("*")) == before
    if sys.platform == "linux":
        assert len(os.listdir("/proc/self/fd")) == opened


def test_what_was_read_travels_by_value(tmp_path: Path) -> None:
    """As plain data to another process, in which the same exercise is in trouble for the same reason."""
    put(tmp_path, {f"{EX1}.py": CODE, f"{EX2}.py": b"\xff"})
    (tmp_path.parent / f"{tmp_path.name}.py").write_text(
        "import sys; from pathlib import Path\n"
        "from grader.core.week import load_week; from grader.intake.submission import Entry\n"
        "from grader.intake.read import read_entry\n"
        "print(read_entry(Entry('kim', 'folder', (Path(sys.argv[1]),)), load_week('week12')).digest)\n"
        "print(bool({'torch', 'numpy', 'pytest', 'nbformat'} & set(sys.modules)))"
    )
    command = [sys.executable, str(tmp_path.parent / f"{tmp_path.name}.py"), str(tmp_path)]
    root = Path(intake.__file__).resolve().parents[2]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert done.stdout.split() == [read(tmp_path).digest, "False"]


def test_the_examiner_grades_what_was_handed_in(tmp_path: Path, launcher: Launcher) -> None:
    """An archive with an unusual name in it, a notebook that defines the functions, and a notebook that is none."""
    root = Path(intake.__file__).resolve().parents[2]
    code = (root / "solutions/week12/ex2_classify.py").read_text(encoding="utf-8")
    zipped(tmp_path / "김민수.zip", {"과제/ex2_classify (1).py": code.encode()})
    put(
        tmp_path,
        {"lee/hw.ipynb": notebook("%matplotlib inline", code, "oops ("), "han/ex2_classify.ipynb": b"{"},
    )
    kinds = {}
    for entry in find_entries(tmp_path):
        handed = read_entry(entry, WEEK)
        target = Target("ex2_classify", "top_k")
        result = grade(Setting(WEEK, launcher, root / "datasets", 1), handed, target=target)
        assert (result.status, result.submission) == ("graded", entry.id)
        kinds[entry.id] = {c.finding.kind if c.finding else "passed" for c in result.checks}
        files = {c.finding.file for c in result.checks if c.finding}
        assert files <= {"han/ex2_classify.ipynb"}
    assert kinds["han"] == {"notebook"}
    assert kinds["lee"] == kinds["김민수"] == {"passed"}
