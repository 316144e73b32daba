"""`grader show`: every picture of a week, for stubs, solutions, and code that is wrong, breaks, hangs or lies."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter
from typing import Any

import psutil
import pytest
from PIL import Image
from support.commands import Done, environment, grader, lab
from support.grading import ROOT

from grader.checking.setting import Setting
from grader.core.model import LANGS, Lang, Status
from grader.core.target import Target
from grader.core.week import load_week, week_names
from grader.intake.submission import Submission
from grader.sandbox.launcher import Launcher
from grader.show import fonts, gallery, page
from grader.show.stage import PictureStage
from grader.show.words import load_words, wanted

WEEK = load_week("week12")
WORDS = load_words(WEEK)
SOLUTIONS = ROOT / "solutions" / "week12"
QUADRANTS = "ex8_finetune.quadrants"
PACKAGE = ROOT / "grader" / "show"


def pictures(folder: Path) -> dict[str, tuple[int, int]]:
    """The PNG files of a folder and their sizes; each is decoded."""
    found = {}
    for path in sorted(folder.glob("*.png")):
        with Image.open(path) as image:
            image.load()
            found[path.stem] = image.size
    return found


def make(launcher: Launcher, source: Path, folder: Path, *ids: str, lang: Lang = "en") -> list[gallery.Shown]:
    return gallery.make(
        Setting(WEEK, launcher, ROOT / "datasets"), WORDS, ids, Submission(source.name, source),
        folder=folder, lang=lang, long=False, on_step=lambda *_: None,
    )  # fmt: skip


def handed_in(folder: Path, exercise: str, code: str) -> Path:
    """A submission of one exercise: the solution, and behind it other functions of the same names."""
    folder.mkdir()
    text = (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")
    (folder / f"{exercise}.py").write_text(f"{text}\n\n{code}\n", encoding="utf-8")
    return folder


# ---- as a student uses it -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    root = lab(tmp_path_factory.mktemp("solved"))
    done = grader(root, "show", "week12", "--submission", str(SOLUTIONS), "--lang", "ko")
    return done, root / ".grader" / "show"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Done, Path]:
    root = lab(tmp_path_factory.mktemp("untouched"))
    return grader(root, "show", "week12"), root / ".grader" / "show"


def expected_files() -> set[str]:
    return {id.replace(".", "-") for id in WORDS.pictures}


def test_solutions_have_every_picture_as_expected(solved: tuple[Done, Path]) -> None:
    done, folder = solved
    assert (done.code, done.err) == (0, "")
    assert set(pictures(folder)) == expected_files()
    assert done.out.count("기대와 같음") == len(WORDS.pictures) - 1
    assert "아직 측정하지 않음" in done.out
    assert done.out.splitlines()[-1] == f" 그림 {len(WORDS.pictures)}개: {Path('.grader/show/index.html')}"


def test_untouched_stubs_have_every_picture_too(untouched: tuple[Done, Path]) -> None:
    done, folder = untouched
    assert (done.code, done.err) == (0, "")
    assert set(pictures(folder)) == expected_files()
    assert done.out.count("not started") == len(WORDS.pictures)
    assert done.out.splitlines()[-1].startswith(f" {len(WORDS.pictures)} pictures: ")
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert text.count("This is what will be here.") == len(WORDS.pictures)


@pytest.mark.parametrize("which", ["solved", "untouched"])
def test_the_page_shows_what_lies_beside_it(which: str, request: pytest.FixtureRequest) -> None:
    _, folder = request.getfixturevalue(which)
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert {Path(src).stem for src in re.findall(r'<img src="([^"]+)"', text)} == expected_files()
    assert "http" not in text
    assert ('<html lang="ko">' in text) is (which == "solved")


def test_one_exercise_only_and_nothing_old_is_left(tmp_path: Path) -> None:
    root = lab(tmp_path)
    folder = root / ".grader" / "show"
    folder.mkdir(parents=True)
    (folder / "ex1_preprocess-transform.png").write_bytes(b"old")
    done = grader(root, "show", "week12", "ex5")
    assert done.code == 0
    assert set(pictures(folder)) == {"ex5_segment-cutout", "ex5_segment-overlay"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["week12", "ex9"], "'ex9' is not in this week."),
        (["week12", "ex6_detct"], "Did you mean ex6_detect?"),
        (["week13"], "There is no week called 'week13'"),
        (["week12", "ex8.evaluate"], "There are no pictures for 'ex8.evaluate'"),
        (["week12", "--solutions", "--submission", "."], "say only one of them"),
        (["week12", "--solutions"], "not part of a student's copy"),
        (["week12", "--submission", "nowhere"], "nowhere is neither a folder nor a notebook"),
        (["week12", "--lang", "de"], "--lang is ko or en"),
        ([], "show"),
    ],
)
def test_wrong_words_are_one_sentence(tmp_path: Path, words: list[str], said: str) -> None:
    root = lab(tmp_path)
    done = grader(root, "show", *words)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err
    assert not (root / ".grader").exists()


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    root = lab(tmp_path)
    (root / ".grader").write_text("", encoding="utf-8")
    done = grader(root, "show", "week12", "ex5")
    assert done.code == 2
    assert "cannot be written" in done.err


def test_nothing_heavy_is_loaded_before_a_word_is_wrong() -> None:
    code = "import sys; import grader.show.command; print({'torch', 'numpy', 'matplotlib', 'PIL'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


# ---- wrong, broken and hostile code ---------------------------------------------------------------------------------

HANG = "while True: pass"
CASES = [
    ("ex1_preprocess", "transform", "def denormalize(x): return 'a picture'", "failed"),
    ("ex1_preprocess", "transform", "def denormalize(x): return np.zeros((0, 3), np.uint8)", "failed"),
    ("ex1_preprocess", "transform", "def load_rgb(path): raise ValueError('$x_1$ <b>' + chr(0x202e))", "error"),
    ("ex1_preprocess", "values", "def build_transform(): return lambda i: torch.full((3, 224, 224), torch.nan)", "failed"),
    ("ex1_preprocess", "values", "def build_transform(): return 5", "error"),
    ("ex2_classify", "lion", "def top_k(logits, labels, k=5): return [[('<b>$x$', float('nan'))] * 900] * 2", "failed"),
    ("ex2_classify", "lion", "def top_k(logits, labels, k=5): return [(5,), None]", "failed"),
    ("ex2_classify", "lion", "def forward(model, batch, device='cpu'): return torch.full((2, 1000), torch.inf)", "failed"),
    ("ex3_data", "digits", "def load_mnist(root, train): return [(None, 3)] * 40", "failed"),
    ("ex3_data", "batches", "def make_loader(*args, **kwargs): return []", "failed"),
    ("ex3_data", "colours", "def channel_stats(dataset): return [10 ** 400] * 3, ['x'] * 3", "failed"),
    ("ex4_inspect", "shapes", "def trace_shapes(model, batch): return {'a': (1, 10 ** 30, 5, 5), 7: None}", "failed"),
    ("ex4_inspect", "filters", "def conv_out(*args, **kwargs): return 10 ** 900", "failed"),
    ("ex4_inspect", "models", "def rank_models(models): return [('<i>', 1, float('inf'))]", "failed"),
    ("ex5_segment", "cutout", "def cut_out(*args, **kwargs): return Image.new('RGB', (9000, 7000))", "error"),
    ("ex5_segment", "cutout", "def cut_out(*args, **kwargs): return Image.new('CMYK', (2000, 1))", "failed"),
    ("ex5_segment", "cutout", "def cut_out(*args, **kwargs):\n    import os\n    os._exit(0)", "crashed"),
    ("ex5_segment", "cutout", f"def cut_out(*args, **kwargs):\n    {HANG}", "timeout"),
    ("ex5_segment", "overlay", "def segment(model, batch): return torch.full((2, 192, 192), 99)", "failed"),
    ("ex6_detect", "threshold", "def detect(model, image): return {'boxes': 1}", "failed"),
    (
        "ex6_detect", "threshold",
        "def filter_detections(p, n, threshold=0.5): return [('<script>', float('nan'), (float('inf'),) * 4), 5]",
        "failed",
    ),
    ("ex6_detect", "nms", "def nms(boxes, scores, iou_threshold=0.5): return [10 ** 9, -1, 'x']", "failed"),
    ("ex7_extract", "frozen", "def feature_extractor(model, num_classes): return None", "error"),
    ("ex7_extract", "features", "def extract_features(model, loader): return torch.zeros(44, 512), None", "failed"),
    ("ex8_finetune", "curves", "def train_model(*args): return None", "failed"),
    ("ex8_finetune", "curves", "def train_model(m, *args): return m, [{'val_acc': float('nan')}] * 3", "failed"),
    ("ex8_finetune", "predictions", "raise SystemExit(0)", "crashed"),
    ("ex8_finetune", "predictions", HANG, "timeout"),
    ("ex8_finetune", "predictions", "def train_model(:", "error"),
]  # fmt: skip


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less patience, so that a hang costs a test no ten seconds."""
    monkeypatch.setattr("grader.checking.exercise_run.CALL_SECONDS", 4.0)
    monkeypatch.setattr("grader.checking.exercise_run.LOAD_SECONDS", 4.0)


@pytest.mark.parametrize(("exercise", "name", "code", "state"), CASES)
@pytest.mark.usefixtures("hasty")
def test_a_picture_is_made_whatever_comes_back(
    tmp_path: Path, launcher: Launcher, exercise: str, name: str, code: str, state: str
) -> None:
    source = handed_in(tmp_path / "work", exercise, code)
    (made,) = make(launcher, source, tmp_path, f"{exercise}.{name}")
    assert made.state == state
    assert made.troubles
    width, height = pictures(tmp_path)[f"{exercise}-{name}"]
    assert 1000 < width < 1700
    assert 250 < height < 2400
    assert "<b>" not in page.build_page(WEEK, [made], "<b>", "en")
    assert "<script>" not in page.build_page(WEEK, [made], "", "ko")


@pytest.mark.usefixtures("hasty")
def test_a_crash_costs_its_picture_only(tmp_path: Path, launcher: Launcher) -> None:
    source = handed_in(
        tmp_path / "work", "ex5_segment", "def mean_iou(*args):\n    import os\n    os.abort()"
    )
    overlay, cutout = make(launcher, source, tmp_path, "ex5_segment.overlay", "ex5_segment.cutout")
    assert overlay.state == "crashed"
    assert cutout.state == "passed"


@pytest.mark.usefixtures("hasty")
def test_no_process_is_left(tmp_path: Path, launcher: Launcher) -> None:
    code = f"def cut_out(*args, **kwargs):\n    import os\n    os.fork()\n    {HANG}"
    if sys.platform == "win32":
        code = f"def cut_out(*args, **kwargs):\n    {HANG}"
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    make(launcher, handed_in(tmp_path / "work", "ex5_segment", code), tmp_path, "ex5_segment.cutout")
    left = [p for p in psutil.Process().children(recursive=True) if p.pid not in before]
    _, alive = psutil.wait_procs(left, timeout=5)
    started_ahead = 0 if sys.platform == "linux" else 1
    assert len(alive) <= started_ahead


def test_a_drawing_that_fails_is_the_graders_fault(
    tmp_path: Path, launcher: Launcher, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(stage: PictureStage) -> Any:
        raise ZeroDivisionError("in the drawing")

    monkeypatch.setattr(gallery, "_drawing", lambda *_: broken)
    (made,) = make(launcher, SOLUTIONS, tmp_path, "ex5_segment.cutout")
    assert made.state == Status.FAULT
    assert "in the drawing" in capsys.readouterr().err
    assert pictures(tmp_path)


# ---- the four quadrants ---------------------------------------------------------------------------------------------


@pytest.fixture
def one_quadrant(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One tiny quadrant instead of four; returns the trainings that were made, as they are announced."""
    (path,) = WEEK.folder.glob("ex8_finetune/pictures_q*.py")
    module: Any = gallery._module(WEEK, path)
    quadrant = module.Quadrant("few_different", "digits", 1, 10, 10, 32, 10, 1)
    monkeypatch.setattr(module, "QUADRANTS", (quadrant,))
    return []


def measure(launcher: Launcher, source: Path, folder: Path, *, long: bool, steps: list[str]) -> gallery.Shown:
    (made,) = gallery.make(
        Setting(WEEK, launcher, ROOT / "datasets"), WORDS, [QUADRANTS], Submission("x", source),
        folder=folder, lang="en", long=long, on_step=lambda text, done, total: steps.append(text) if total else None,
    )  # fmt: skip
    return made


def test_quadrants_are_measured_when_asked_and_once(
    tmp_path: Path, launcher: Launcher, one_quadrant: list[str]
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    for name in ("ex7_extract.py", "ex8_finetune.py"):
        (work / name).write_bytes((SOLUTIONS / name).read_bytes())
    assert measure(launcher, work, tmp_path, long=False, steps=one_quadrant).state == "unmeasured"
    assert not one_quadrant
    assert measure(launcher, work, tmp_path, long=True, steps=one_quadrant).state == "passed"
    assert len(one_quadrant) == 4  # three ways and the end
    assert measure(launcher, work, tmp_path, long=True, steps=one_quadrant).state == "passed"
    assert len(one_quadrant) == 4  # kept
    with (work / "ex7_extract.py").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert measure(launcher, work, tmp_path, long=False, steps=one_quadrant).state == "unmeasured"
    (tmp_path / "measured" / "quadrants.json").write_text("{", encoding="utf-8")
    assert measure(launcher, work, tmp_path, long=False, steps=one_quadrant).state == "unmeasured"


def test_quadrants_need_all_their_functions(
    tmp_path: Path, launcher: Launcher, one_quadrant: list[str]
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "ex8_finetune.py").write_bytes((SOLUTIONS / "ex8_finetune.py").read_bytes())
    made = measure(launcher, work, tmp_path, long=True, steps=one_quadrant)
    assert made.state == "error"
    assert {t.function for t in made.troubles} == {"feature_extractor", "replace_head"}
    assert not one_quadrant


# ---- fonts and words ------------------------------------------------------------------------------------------------


def test_without_a_korean_font_pictures_are_english(
    tmp_path: Path, launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(gallery, "korean_font", lambda: None)
    real = gallery._one
    monkeypatch.setattr(gallery, "_one", lambda stage, *rest: seen.append(stage.lang) or real(stage, *rest))
    (made,) = make(launcher, SOLUTIONS, tmp_path, "ex5_segment.cutout", lang="ko")
    assert seen == ["en"]
    assert "오려 내기" in page.build_page(WEEK, [made], "", "ko")


def test_what_no_font_has_is_a_question_mark() -> None:
    assert fonts.writable("a\U000e0041b\x1bc") == "a?b\ufffdc"
    assert fonts.writable("one\ntwo") == "one\ntwo"


@pytest.mark.parametrize("name", week_names())
def test_pictures_and_words_fit(name: str) -> None:
    week = load_week(name)
    words = load_words(week)
    functions = {f.name for e in week.exercises for f in e.functions}
    for id, entry in words.pictures.items():
        exercise, _, picture = id.partition(".")
        assert exercise in {e.name for e in week.exercises}
        assert callable(gallery._drawing(week, exercise, picture))
        assert set(entry.functions) <= functions
    for key, text in words.labels.items():
        names = [{n for _, n, _, _ in Formatter().parse(text[lang]) if n} for lang in LANGS]
        assert names[0] == names[1], key
    used = "".join(p.read_text(encoding="utf-8") for p in week.folder.glob("*/pictures*.py"))
    assert [key for key in words.labels if key not in used and not key.startswith("way_")] == []


def test_a_target_chooses_pictures() -> None:
    assert len(wanted(WORDS, Target())) == len(WORDS.pictures)
    assert wanted(WORDS, Target("ex6_detect")) == ["ex6_detect.threshold", "ex6_detect.nms"]
    assert wanted(WORDS, Target("ex6_detect", "nms")) == ["ex6_detect.nms"]


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda p: p.stem)
def test_modules_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert ast.get_docstring(ast.parse(text))
