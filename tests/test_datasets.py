"""The committed data: complete, unchanged, small, and right about what README.md and labels.json claim."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor
from torchvision.models import SqueezeNet, squeezenet1_1
from torchvision.transforms import CenterCrop, Compose, Normalize, Resize, ToTensor

ROOT = Path(__file__).resolve().parents[1] / "datasets"
NOT_DATA = {"build", "README.md", "sums.txt"}
TRANSFORM = Compose(
    [Resize(256), CenterCrop(224), ToTensor(), Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
)


def committed_files() -> list[Path]:
    """The files of datasets/, relative to it, without what tools leave behind (.mypy_cache, __pycache__)."""
    paths = [p.relative_to(ROOT) for p in ROOT.rglob("*") if p.is_file()]
    return [p for p in paths if not any(part.startswith((".", "__pycache__")) for part in p.parts)]


def read_sums() -> dict[str, str]:
    """File to SHA-256, from sums.txt as ``sha256sum`` writes it."""
    pairs = (line.split("  ", maxsplit=1) for line in (ROOT / "sums.txt").read_text("utf-8").splitlines())
    return {file: digest for digest, file in pairs}


def read_json(name: str) -> dict[str, Any]:
    """A JSON file of datasets/."""
    data: dict[str, Any] = json.loads((ROOT / name).read_text("utf-8"))
    return data


SUMS = read_sums()
LABELS = read_json("photos/labels.json")
WITH_CLASS = [file for file, label in LABELS.items() if label["classes"]]


@pytest.fixture(scope="module")
def model() -> SqueezeNet:
    """SqueezeNet 1.1 with the committed weights; loading is strict."""
    net: SqueezeNet = squeezenet1_1()
    net.load_state_dict(load_file(ROOT / "weights" / "squeezenet1_1.safetensors"), strict=True)
    net.eval()
    return net


def probabilities(model: SqueezeNet, image: Image.Image) -> Tensor:
    """What the network says about one picture, as a student would ask it."""
    with torch.inference_mode():
        logits: Tensor = model(TRANSFORM(image.convert("RGB"))[None])  # [1, 1000]
    return logits.softmax(dim=1)[0]  # [1000]


def test_sums_name_every_data_file_and_no_other() -> None:
    data = [p for p in committed_files() if p.parts[0] not in NOT_DATA]
    assert sorted(p.as_posix() for p in data) == sorted(SUMS)


@pytest.mark.parametrize("file", SUMS)
def test_file_is_unchanged(file: str) -> None:
    assert hashlib.sha256((ROOT / file).read_bytes()).hexdigest() == SUMS[file]


@pytest.mark.parametrize("file", SUMS)
def test_readme_lists_file_with_its_sum(file: str) -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert any(line.startswith(f"| `{file}` |") and SUMS[file] in line for line in lines)


def test_datasets_stay_small() -> None:
    assert sum((ROOT / p).stat().st_size for p in committed_files()) < 15 * 2**20


def test_class_index() -> None:
    index = read_json("imagenet_class_index.json")
    assert list(index) == [str(i) for i in range(1000)]
    assert index["0"] == ["n01440764", "tench"]
    assert index["291"] == ["n02129165", "lion"]
    assert len({wnid for wnid, _ in index.values()}) == len({name for _, name in index.values()}) == 1000


def test_labels_cover_every_photo() -> None:
    photos = {p.name for p in (ROOT / "photos").iterdir() if p.suffix in {".jpg", ".png"}}
    assert set(LABELS) == photos
    assert all(label["name"].isascii() and not label["name_ko"].isascii() for label in LABELS.values())


def test_photos_come_in_several_modes() -> None:
    modes = {}
    for file in LABELS:
        with Image.open(ROOT / "photos" / file) as image:
            modes[file] = image.mode
            assert max(image.size) <= 400
    assert (modes["camera.jpg"], modes["tiger.png"], modes["cat.jpg"]) == ("L", "RGBA", "RGB")


def test_measured_answers_are_those_of_the_network(model: SqueezeNet) -> None:
    index = read_json("imagenet_class_index.json")
    for file, label in LABELS.items():
        with Image.open(ROOT / "photos" / file) as image:
            answer = probabilities(model, image)
        top1 = label["top1"]
        assert int(answer.argmax()) == top1["class"], file
        assert index[str(top1["class"])][1] == top1["name"], file
        # Other processors sum in another order: the last digits may differ, the answer may not.
        assert float(answer.max()) == pytest.approx(top1["probability"], abs=0.01), file


@pytest.mark.parametrize("file", WITH_CLASS)
def test_top1_is_right_where_a_class_fits(model: SqueezeNet, file: str) -> None:
    with Image.open(ROOT / "photos" / file) as image:
        assert int(probabilities(model, image).argmax()) in LABELS[file]["classes"]


def test_domain_shift(model: SqueezeNet) -> None:
    names = [name for _, name in read_json("imagenet_class_index.json").values()]
    said = {}
    for file in ("lion_photo.jpg", "lion_cartoon.png"):
        with Image.open(ROOT / "photos" / file) as image:
            said[file] = names[int(probabilities(model, image).argmax())]
    assert said["lion_photo.jpg"] == "lion"
    assert said["lion_cartoon.png"] != "lion"


def test_alpha_may_be_dropped_or_composited(model: SqueezeNet) -> None:
    with Image.open(ROOT / "photos" / "tiger.png") as image:
        white = Image.new("RGBA", image.size, "white")
        composited = Image.alpha_composite(white, image)
        dropped = image.convert("RGB")
    answers = {int(probabilities(model, picture).argmax()) for picture in (composited, dropped)}
    assert answers == set(LABELS["tiger.png"]["classes"])
