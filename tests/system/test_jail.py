"""The jail's options, its test of itself, and what it says when it is missing or does not hold."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from support.grading import DATASETS, ROOT, no_jail

from grader.core.errors import JailBroken
from grader.core.messages import keys, say
from grader.core.model import LANGS
from grader.sandbox import confine, jail
from grader.sandbox.fork import ForkLauncher
from grader.sandbox.jail import JailLauncher, require_jail
from grader.sandbox.mounts import bubblewrap, mount_options

SOURCE = Path(jail.__file__).read_text(encoding="utf-8")


@pytest.fixture
def tools() -> None:
    """What the jail needs is installed."""
    try:
        require_jail()
    except JailBroken as broken:
        no_jail(broken.key)


# ---- which paths a candidate sees ------------------------------------------------------------------------------------


def seen(words: list[str], path: Path) -> bool:
    """Whether a path is to be seen after these options: bubblewrap follows them in order, and a later one covers."""
    visible = False
    at = 0
    while at < len(words):
        kind = words[at]
        place = Path(words[at + (2 if kind in ("--ro-bind", "--symlink") else 1)])
        if kind in ("--ro-bind", "--tmpfs") and (place == path or place in path.parents):
            visible = kind == "--ro-bind"
        at += 3 if kind in ("--ro-bind", "--symlink") else 2
    return visible


def made(root: Path, *names: str) -> list[Path]:
    paths = [root / name for name in names]
    for path in paths:
        path.mkdir(parents=True, exist_ok=True)
    return paths


def test_an_environment_below_the_workspace(tmp_path: Path) -> None:
    """As the README makes it: .venv, the grader and its checks, the solutions and the data in one folder."""
    names = ("lab/.venv", "lab/grader", "lab/datasets", "lab/solutions", "lab/grader/weeks")
    environment, package, data, solutions, weeks = made(tmp_path, *names)
    lab = tmp_path / "lab"
    for order in (1, -1):
        words = mount_options([environment, package, data][::order], [lab, weeks][::order])
        assert all(seen(words, path) for path in (environment / "lib", package / "wire.py", data / "x"))
        assert not any(
            seen(words, path) for path in (lab / "README.md", solutions / "a.py", weeks / "week12")
        )


def test_a_workspace_below_the_system(tmp_path: Path) -> None:
    """Also one that lies in a folder that is shown: that is a cover over it, with holes for what is shown again."""
    usr, lab, environment = made(tmp_path, "usr", "usr/local/lab", "usr/local/lab/.venv")
    submissions, weeks = made(lab, "handed/in", "grader/weeks")
    words = mount_options([usr, environment, lab / "grader"], [lab, submissions, weeks])
    assert seen(words, usr / "bin/python")
    assert seen(words, environment / "bin/python")
    assert seen(words, lab / "grader/wire.py")
    assert not any(seen(words, path) for path in (lab / "x", submissions / "kim.zip", weeks / "week12"))
    assert words.index("--tmpfs") < words.index(str(environment))


def test_what_is_hidden_within_what_is_shown_again(tmp_path: Path) -> None:
    outer, data, answers, public = made(tmp_path, "o", "o/data", "o/data/answers", "o/data/answers/public")
    words = mount_options([data, public], [outer, answers])
    assert [seen(words, path / "x") for path in (outer, data, answers, public)] == [False, True, False, True]


def test_what_is_not_there_or_nowhere_shown_needs_no_option(tmp_path: Path) -> None:
    assert mount_options([tmp_path / "none"], [tmp_path / "nothing", Path("/")]) == []


def test_a_link_to_what_is_shown_is_no_second_way(tmp_path: Path) -> None:
    usr, lab = made(tmp_path, "usr", "usr/lib/lab")
    (tmp_path / "lib").symlink_to("usr/lib")
    words = mount_options([usr, tmp_path / "lib"], [lab])
    assert words[words.index("--symlink") + 1 :][:2] == ["usr/lib", str(tmp_path / "lib")]
    assert not seen(words, tmp_path / "lib" / "lab" / "secret")


def test_everything_is_read_only(tmp_path: Path) -> None:
    usr, lab, environment = made(tmp_path, "usr", "usr/lab", "usr/lab/.venv")
    words = mount_options([usr, environment], [lab])
    assert "--bind" not in words
    for covered in (words[i + 1] for i, word in enumerate(words) if word == "--tmpfs"):
        last = len(words) - words[::-1].index(covered) - 1
        assert words[last - 1] == "--remount-ro"
        assert last > words.index(str(environment))  # before that, nothing could be mounted in it


def test_another_copy_of_the_checks_is_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy,) = made(tmp_path, "site/grader/weeks")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setattr(jail, "require_jail", lambda: None)
    monkeypatch.setattr(ForkLauncher, "__init__", lambda self, **options: None)
    launcher = JailLauncher(hash_seed=1, datasets=DATASETS)
    assert {copy.resolve(), ROOT / "grader" / "weeks"} <= set(launcher._hidden)


# ---- bubblewrap's options --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("uid", [0, 61184])
def test_options_for_everyone(uid: int) -> None:
    words = bubblewrap(uid, 7)
    for word in (
        "--unshare-net",
        "--unshare-pid",
        "--unshare-ipc",
        "--die-with-parent",
        "--new-session",
        "--clearenv",
    ):
        assert word in words
    assert words[words.index("--cap-drop") + 1] == "ALL"
    assert words[words.index("PYTHONHASHSEED") + 1] == "7"
    assert not any("bind" in word for word in words)


def test_options_for_root_and_for_an_ordinary_user() -> None:
    root, user = bubblewrap(61184, 7), bubblewrap(0, 7)
    added = {root[i + 1] for i, word in enumerate(root) if word == "--cap-add"}
    assert added == {"CAP_SETUID", "CAP_SETGID", "CAP_SYS_ADMIN"}
    assert "--unshare-user" not in root
    assert "--unshare-user" in user
    assert "--cap-add" not in user
    assert user[user.index("--uid") + 1] == str(os.getuid())


# ---- sentences -------------------------------------------------------------------------------------------------------


def test_every_reason_has_its_sentence_in_both_languages() -> None:
    reasons = set(re.findall(r'JailBroken\("(\w+)"', SOURCE))
    assert reasons >= {"not_linux", "no_bubblewrap", "no_seccomp", "no_start", "holes"}
    for lang in LANGS:
        assert {key.removeprefix("jail.") for key in keys(lang) if key.startswith("jail.")} == reasons
        for reason in reasons:
            text = say(f"jail.{reason}", lang, reason="R", holes="H")
            assert "--isolation process" in text or reason == "no_start"


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(JailBroken) as caught:
        require_jail()
    assert caught.value.key == "no_bubblewrap"
    assert caught.value.exit_code == 2
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(JailBroken) as caught:
        require_jail()
    assert caught.value.key == "not_linux"


# ---- its test of itself ----------------------------------------------------------------------------------------------


class Unjailed(JailLauncher):
    """Everything as in the jail, but for the jail."""

    _command = ForkLauncher._command
    _scratch = ForkLauncher._scratch
    _tidy = ForkLauncher._tidy


@pytest.fixture
def hidden(tmp_path: Path) -> Path:
    (tmp_path / "solutions").mkdir()
    (tmp_path / "solutions" / "answer.py").write_text("x = 1", encoding="utf-8")
    return tmp_path / "solutions"


@pytest.mark.usefixtures("tools")
def test_the_probe_finds_holes_where_there_is_no_jail(hidden: Path, tmp_path: Path) -> None:
    launcher = Unjailed(hash_seed=1, datasets=tmp_path, hidden=[hidden])
    try:
        with pytest.raises(JailBroken) as caught:
            launcher.test()
    finally:
        launcher.close()
    assert caught.value.key == "holes"
    holes = str(caught.value.params["holes"])
    for hole in (
        "find ",
        "answer.py",
        "write in ",
        "connect",
        "open a socket",
        "signal the grader",
        "see the grader",
    ):
        assert hole in holes
    if os.getuid() == 0:
        assert all(hole in holes for hole in ("keep capabilities", "be root", "make namespaces"))
    assert say("jail.holes", "en", holes=holes)


@pytest.mark.usefixtures("tools")
def test_the_probe_finds_none_in_the_jail(hidden: Path) -> None:
    launcher = JailLauncher(hash_seed=1, datasets=DATASETS, hidden=[hidden, ROOT])
    try:
        launcher.test()
    finally:
        launcher.close()


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    ("step", "hole"), [("drop_capabilities", "keep capabilities"), ("build_filter", "make namespaces")]
)
def test_a_jail_without_one_of_its_walls_is_found_out(
    step: str, hole: str, hidden: Path, tmp_path: Path
) -> None:
    """The zygote runs a copy of the package in which one step does nothing."""
    package = tmp_path / "copy" / "grader"
    shutil.copytree(ROOT / "grader", package, ignore=shutil.ignore_patterns("weeks", "__pycache__"))
    nothing = "return lambda: None" if step == "build_filter" else "return None"
    text = (package / "sandbox" / "confine.py").read_text(encoding="utf-8")
    assert hasattr(confine, step)
    (package / "sandbox" / "confine.py").write_text(
        f"{text}\n\ndef {step}():\n    {nothing}\n", encoding="utf-8"
    )
    for path in (tmp_path, *tmp_path.parents[:-1]):
        if path.stat().st_uid == os.getuid():
            path.chmod(path.stat().st_mode | 0o755)

    class Weak(JailLauncher):
        def _command(self, control: int) -> list[str]:
            words = [
                word.replace(repr(str(ROOT)), repr(str(package.parent))) for word in super()._command(control)
            ]
            at = words.index("--")  # before the root is made read-only
            return [*words[: at - 2], *mount_options([package], []), *words[at - 2 :]]

    launcher = Weak(hash_seed=1, datasets=DATASETS, hidden=[hidden])
    try:
        with pytest.raises(JailBroken) as caught:
            launcher.test()
    finally:
        launcher.close()
    assert hole in str(caught.value.params)
