"""Every wrong solution is caught by the checks that it names; every check and known mistake has one that proves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.grading import ROOT, grade_folder, read_week, show

from grader.audit.wrong import WrongSolution, daily, read_wrong, write_wrong, wrong_solutions
from grader.core.week import week_names
from grader.sandbox.launcher import Launcher

WEEKS = week_names()
WRONG = {week: wrong_solutions(read_week(week)) for week in WEEKS}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The daily ones; all of them with `--all`, and where tests are asked for by name (`-k`, `::`)."""
    if "one" not in metafunc.fixturenames:
        return
    config = metafunc.config
    every = config.option.all or config.option.keyword or any("::" in word for word in config.args)
    params = []
    for week in WEEKS:
        for one in WRONG[week] if every else daily(WRONG[week]):
            params.append(pytest.param(week, one, id=f"{week}-{one.id}"))
    metafunc.parametrize(("week", "one"), params)


def test_a_wrong_solution_is_caught(
    week: str, one: WrongSolution, launcher: Launcher, tmp_path: Path
) -> None:
    write_wrong(one, ROOT / "solutions" / week, tmp_path)
    result = grade_folder(tmp_path, launcher, week=week, exercise=one.exercise, function=one.alone, seed=3)
    failed = {c.spec.id: c for c in result.checks if c.missed}
    text = "\n".join(show(c) for c in failed.values()) or "everything passed"
    mistakes = read_week(week).mistakes
    named = {
        id: mistakes[c.finding.mistake].name for id, c in failed.items() if c.finding and c.finding.mistake
    }
    assert set(one.caught) <= set(failed), text
    if one.named:
        assert one.mistake in {named.get(id) for id in one.caught}, text
    assert set(named.values()) <= one.may_name, text


@pytest.mark.parametrize("week", WEEKS)
def test_every_known_mistake_is_proved(week: str) -> None:
    proved = set().union(*(one.proves for one in WRONG[week]))
    unproved = sorted(read_week(week).mistake_ids.keys() - proved)
    assert not unproved, f"no wrong solution shows that these are recognised: {', '.join(unproved)}"


@pytest.mark.parametrize("week", WEEKS)
def test_every_check_is_proved(week: str) -> None:
    proved = set().union(*(one.proves for one in WRONG[week]))
    unproved = [check.id for check in read_week(week).checks if check.id not in proved]
    assert not unproved, f"no wrong solution is caught by these: {', '.join(unproved)}"


@pytest.mark.parametrize("week", WEEKS)
def test_the_daily_ones_prove_what_all_prove(week: str) -> None:
    chosen = daily(WRONG[week])
    assert set().union(*(one.proves for one in chosen)) == set().union(*(one.proves for one in WRONG[week]))
    assert chosen == daily(WRONG[week])
    assert [one for one in WRONG[week] if one in chosen] == chosen


# ---- reading --------------------------------------------------------------------------------------------------------

GOOD = '''"""Wrong solutions."""

from grader.audit.wrong import wrong

SEEN = {}


class Cache:
    def get(self, path):
        return SEEN[path]


@wrong(
    caught="names, ex2_classify.forward.device",
    mistake="wnid_for_name",
    may_name=("wnid_for_name", "json_key_as_int"),
)
def load_labels__cached(
    path: str,
) -> list[str]:
    """keeps "names" of the first file"""

    # a comment stays
    return Cache().get(path) or load_labels(path)


@wrong(caught="names", mistake="wnid_for_name", named=False)
def load_labels__number(path):
    """a number"""
    return 5  # and this one
'''


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ex2_classify.py"


def test_what_is_graded_is_cut_out_of_the_text(path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    cached, number = read_wrong(path, read_week("week12"))
    helpers, _, function = cached.text.partition("def load_labels(")
    assert helpers == GOOD[GOOD.index("SEEN") : GOOD.index("@wrong")]
    assert function == (
        "\n    path: str,\n) -> list[str]:\n\n    # a comment stays\n    return Cache().get(path) or load_labels(path)\n"
    )
    assert number.text == "def load_labels(path):\n    return 5  # and this one\n"


def test_what_is_said_about_it(path: Path) -> None:
    path.write_text(GOOD, encoding="utf-8")
    cached, number = read_wrong(path, read_week("week12"))
    assert (cached.id, cached.function) == ("ex2_classify-load_labels__cached", "load_labels")
    assert cached.what == 'keeps "names" of the first file'
    assert cached.caught == ("ex2_classify.load_labels.names", "ex2_classify.forward.device")
    assert (cached.mistake, cached.named, cached.may_name) == (
        "wnid_for_name",
        True,
        {"json_key_as_int", "wnid_for_name"},
    )
    assert cached.proves == {*cached.caught, "wnid_for_name"}
    assert (number.mistake, number.named, number.may_name) == ("wnid_for_name", False, frozenset())
    assert number.proves == {"ex2_classify.load_labels.names"}


NUMBER = '@wrong(caught="names", mistake="wnid_for_name", named=False)'
REFUSED = [
    ("load_labels__number", "load_labels__cached", "18: load_labels__cached is there twice"),
    ("load_labels__number", "load_labels", "28: load_labels is not FUNCTION__WHAT"),
    ("load_labels__number", "loud_labels__number", "28: loud_labels__number is not FUNCTION__WHAT"),
    ('    """a number"""\n', "", "28: a docstring says what is wrong"),
    ("    return 5  # and this one\n", "", "28: a docstring says what is wrong"),
    (NUMBER + "\n", "", "27: no wrong solution uses load_labels__number"),
    (NUMBER, '@wrong(cought="names")', "28: @wrong takes no cought and needs caught"),
    (NUMBER, '@wrong("names")', "28: mark it @wrong(caught=...)"),
    (NUMBER, NUMBER + "\n@cache", "29: mark it @wrong(...) only"),
    ('mistake="wnid_for_name", named', 'mistake="no_such", named', "28: unknown: no_such"),
    ("forward.device", "forward.devise", "18: unknown: ex2_classify.forward.devise"),
    (
        'may_name=("wnid_for_name", "json_key_as_int")',
        'may_name=("json_key_as_int",)',
        "18: mistake is not in may_name",
    ),
    ("Cache", "top_k", "8: a helper has the name of a function to write"),
    ("Cache()", "cash()", "8: no wrong solution uses Cache"),
    ("SEEN = {}", "SEEN = {}\nSEEN = []", "6: SEEN is there twice"),
    ("SEEN = {}", "print()", "5: not a function marked @wrong, nor a class or value that one needs"),
]


def test_another_form_is_refused(path: Path) -> None:
    """With the line, and why."""
    said = []
    for old, new, _ in REFUSED:
        assert old in GOOD
        path.write_text(GOOD.replace(old, new), encoding="utf-8")
        with pytest.raises(ValueError, match="ex2_classify") as refused:
            read_wrong(path, read_week("week12"))
        said.append(str(refused.value).removeprefix(f"{path}:"))
    assert said == [why for _, _, why in REFUSED]
