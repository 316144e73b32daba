"""The committed data: complete, unchanged, small, and right about what README.md and labels.json claim."""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from support.offenders import for_each
from torch import Tensor
from torchvision.datasets import CIFAR10, MNIST, ImageFolder
from torchvision.models import SqueezeNet, squeezenet1_1
from torchvision.models.detection import FasterRCNN
from torchvision.models.segmentation import FCN
from torchvision.transforms import CenterCrop, Compose, Normalize, Resize, ToTensor
from torchvision.transforms.functional import normalize, to_tensor

ROOT = Path(__file__).resolve().parents[2] / "datasets"
sys.path += [str(ROOT), str(ROOT / "build")]
import cutouts  # noqa: E402
import scene_metrics  # noqa: E402
import scene_models  # noqa: E402
import transfer  # noqa: E402
from cifar_small import known_files  # noqa: E402

NOT_DATA = {"build", "README.md", "sums.txt", "cifar_small.py", "scene_models.py"}
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
SCENES = read_json("scenes/boxes.json")
ORIGINS = read_json("birds_mammals/origins.json")
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


@for_each({file: (file,) for file in SUMS})
def test_file_is_unchanged(file: str) -> None:
    assert hashlib.sha256((ROOT / file).read_bytes()).hexdigest() == SUMS[file]


@for_each({file: (file,) for file in SUMS})
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


# ---- MNIST, CIFAR-10 ----


def test_mnist_loads_balanced_and_disjoint() -> None:
    seen = {}
    for train, each in ((True, 40), (False, 20)):
        data = MNIST(str(ROOT), train=train, download=False)
        assert tuple(data.data.shape[1:]) == (28, 28)
        assert Counter(data.targets.tolist()) == dict.fromkeys(range(10), each)
        image, label = data[0]
        assert (image.mode, image.size, label) == ("L", (28, 28), int(data.targets[0]))
        seen[train] = {digit.numpy().tobytes() for digit in data.data}
    assert len(seen[True]) == 400  # no digit twice
    assert len(seen[False]) == 200
    assert not seen[True] & seen[False]


def test_mnist_labels_belong_to_the_digits() -> None:
    train, test = (MNIST(str(ROOT), train=side, download=False) for side in (True, False))
    nearest = torch.cdist(test.data.flatten(1).float(), train.data.flatten(1).float()).argmin(1)  # [200]
    # One nearest neighbour among 400 digits: 0.82 measured; shuffled labels would give 0.1.
    assert (train.targets[nearest] == test.targets).float().mean() > 0.7


def test_cifar_loads_with_our_sums_and_only_with_them() -> None:
    before = CIFAR10.train_list, CIFAR10.test_list, CIFAR10.meta
    with pytest.raises(RuntimeError):
        CIFAR10(str(ROOT), train=True, download=False)
    with known_files(ROOT):
        train, test = (CIFAR10(str(ROOT), train=side, download=False) for side in (True, False))
    assert before == (CIFAR10.train_list, CIFAR10.test_list, CIFAR10.meta)
    assert train.data.shape == test.data.shape == (10, 32, 32, 3)
    assert [train.classes[i] for i in train.targets[:4]] == ["cat", "ship", "ship", "airplane"]
    assert len({image.tobytes() for image in (*train.data, *test.data)}) == 20


def test_cifar_notices_a_changed_file(tmp_path: Path) -> None:
    folder = tmp_path / CIFAR10.base_folder
    folder.mkdir()
    for file in (ROOT / CIFAR10.base_folder).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with (folder / "batches.meta").open("ab") as meta:
        meta.write(b"0")
    with known_files(tmp_path), pytest.raises(RuntimeError):
        CIFAR10(str(tmp_path), train=False, download=False)


# ---- birds_mammals ----


@pytest.mark.parametrize(("side", "animals", "views"), [("train", 20, 3), ("val", 11, 2)])
def test_birds_mammals_is_a_balanced_image_folder(side: str, animals: int, views: int) -> None:
    data = ImageFolder(str(ROOT / "birds_mammals" / side))
    assert data.classes == ["bird", "mammal"]
    assert Counter(data.targets) == {0: animals * views, 1: animals * views}
    assert all(image.size == (160, 160) and image.mode == "RGB" for image, _ in data)


@pytest.mark.parametrize("which", [0, 1], ids=["cut-outs", "photos behind"])
def test_birds_mammals_sides_have_nothing_in_common(which: int) -> None:
    files = {p.relative_to(ROOT / "birds_mammals").as_posix() for p in ROOT.glob("birds_mammals/*/*/*.jpg")}
    assert files == set(ORIGINS)
    sides = {
        side: {made_of[which] for name, made_of in ORIGINS.items() if name.startswith(f"{side}/")}
        for side in ("train", "val")
    }
    assert sides["train"]
    assert sides["val"]
    assert not sides["train"] & sides["val"]


def test_features_from_imagenet_beat_random_ones() -> None:
    trained = transfer.frozen(ROOT, pretrained=True, seeds=3)
    untrained = transfer.frozen(ROOT, pretrained=False, seeds=3)
    # README.md, "birds_mammals": 0.79 against 0.56 over five seeds; one of the 44 pictures is 0.023.
    assert mean(trained) > 0.70
    assert mean(trained) > mean(untrained) + 0.10


# ---- scenes ----


def read_scene(name: str) -> tuple[Image.Image, np.ndarray, np.ndarray]:
    """Picture, mask of classes ``[192, 192]``, mask of instances ``[192, 192]``."""
    stem = ROOT / "scenes" / name.removesuffix(".jpg")
    image = Image.open(f"{stem}.jpg").convert("RGB")
    mask, instances = (np.array(Image.open(f"{stem}_{kind}.png")) for kind in ("mask", "instances"))
    return image, mask, instances


@pytest.mark.parametrize("name", SCENES)
def test_scene_masks_and_boxes_agree(name: str) -> None:
    image, mask, instances = read_scene(name)
    entry = SCENES[name]
    assert image.size == mask.shape == instances.shape == (scene_models.SIZE, scene_models.SIZE)
    assert np.array_equal(mask, np.array([0, *entry["labels"]])[instances])
    assert set(np.unique(instances)) == set(range(len(entry["boxes"]) + 1))
    for number, box in enumerate(entry["boxes"], start=1):
        ys, xs = np.nonzero(instances == number)
        assert box == [xs.min(), ys.min(), xs.max() + 1, ys.max() + 1]


def test_scenes_show_only_what_is_kept_for_testing() -> None:
    for entry in SCENES.values():
        for label, name in zip(entry["labels"], entry["names"], strict=True):
            cls = scene_models.CLASSES[label]
            parts = cutouts.split(cutouts.NAMES[cls].split(), cls)
            assert {part for path, part in parts.items() if path.rpartition("/")[2] == name} == {"test"}


def test_scenes_show_every_class() -> None:
    assert {label for entry in SCENES.values() for label in entry["labels"]} == {1, 2, 3, 4}


@pytest.mark.parametrize("cls", cutouts.NAMES)
def test_split_keeps_individuals_together_and_a_fifth_for_testing(cls: str) -> None:
    names = cutouts.NAMES[cls].split()
    parts = cutouts.split(names, cls)
    assert Counter(parts.values())["test"] == round(len(names) / 5)
    stems = {name.rpartition("/")[2]: part for name, part in parts.items()}
    assert all(stems[a] == stems[b] for a, b in cutouts.SAME.items() if a in stems and b in stems)


@pytest.mark.parametrize("file", ["fcn_scenes", "detector_scenes"])
def test_scene_weights_are_float16(file: str) -> None:
    state = load_file(ROOT / "weights" / f"{file}.safetensors")
    assert {v.dtype for v in state.values()} <= {torch.float16, torch.int64}  # int64: a counter of batches


@pytest.fixture(scope="module")
def segmenter() -> FCN:
    """The trained segmentation network; loading is strict."""
    return scene_models.load_scene_segmenter(ROOT / "weights")


@pytest.fixture(scope="module")
def detector() -> FasterRCNN:
    """The trained detector; loading is strict."""
    return scene_models.load_scene_detector(ROOT / "weights")


def imagenet_normal(image: Image.Image) -> Tensor:
    """``[3, H, W]`` as the segmenter wants it."""
    return normalize(to_tensor(image), [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])


@pytest.mark.parametrize("size", [(192, 192), (160, 224)], ids=str)
def test_segmenter_output_has_torchvisions_form(segmenter: FCN, size: tuple[int, int]) -> None:
    assert type(segmenter) is FCN
    assert not segmenter.training
    with torch.inference_mode():
        answer = segmenter(torch.zeros(2, 3, *size))
    assert list(answer) == ["out"]
    assert answer["out"].shape == (2, 5, *size)
    assert answer["out"].dtype == torch.float32


def test_detector_output_has_torchvisions_form(detector: FasterRCNN) -> None:
    assert type(detector) is FasterRCNN
    assert not detector.training
    images = [to_tensor(read_scene("01.jpg")[0]), torch.zeros(3, 160, 224)]
    with torch.inference_mode():
        answers = detector(images)
    assert len(answers) == 2
    for answer in answers:
        count = len(answer["scores"])
        assert set(answer) == {"boxes", "labels", "scores"}
        assert answer["boxes"].shape == (count, 4)
        assert answer["labels"].shape == (count,)
        assert answer["labels"].dtype == torch.int64
        assert set(answer["labels"].tolist()) <= {1, 2, 3, 4}
        assert torch.equal(answer["scores"], answer["scores"].sort(descending=True).values)
    assert len(answers[0]["scores"]) > 0


def test_segmenter_quality_on_the_committed_scenes(segmenter: FCN) -> None:
    read = [read_scene(name) for name in SCENES]
    with torch.inference_mode():
        found = segmenter(torch.stack([imagenet_normal(image) for image, _, _ in read]))["out"].argmax(1)
    truth = torch.stack([torch.from_numpy(mask) for _, mask, _ in read])
    # README.md, "Scenes". Other processors sum in another order: a few pixels may differ.
    assert mean(scene_metrics.class_ious(found, truth, 5)) == pytest.approx(0.581, abs=0.02)


def test_detector_quality_on_the_committed_scenes(detector: FasterRCNN) -> None:
    with torch.inference_mode():
        found = [detector([to_tensor(read_scene(name)[0])])[0] for name in SCENES]
    truth = [
        {"boxes": torch.tensor(e["boxes"]), "labels": torch.tensor(e["labels"])} for e in SCENES.values()
    ]
    precisions = [scene_metrics.average_precision(found, truth, label) for label in (1, 2, 3, 4)]
    assert mean(precisions) == pytest.approx(0.829, abs=0.03)


# ---- the metrics, by hand ----


def test_class_iou_by_hand() -> None:
    truth = torch.tensor([[0, 0, 1, 1], [0, 2, 2, 1]])
    found = torch.tensor([[0, 1, 1, 1], [0, 2, 0, 1]])
    # class 0: both 2, either 4; class 1: both 3, either 4; class 2: both 1, either 2
    assert scene_metrics.class_ious(found, truth, 3) == pytest.approx([2 / 4, 3 / 4, 1 / 2])


def prediction(*rows: tuple[list[int], int, float]) -> dict[str, Tensor]:
    """Boxes, labels and scores of one picture."""
    boxes = torch.tensor([row[0] for row in rows]).float().reshape(-1, 4)
    labels, scores = torch.tensor([row[1] for row in rows]), torch.tensor([row[2] for row in rows])
    return {"boxes": boxes, "labels": labels, "scores": scores}


def test_average_precision_by_hand() -> None:
    left, right, below = [0, 0, 10, 10], [20, 0, 30, 10], [0, 20, 10, 30]
    targets = [
        {"boxes": torch.tensor([left, right]), "labels": torch.tensor([1, 1])},
        {"boxes": torch.tensor([left, below]), "labels": torch.tensor([1, 2])},
    ]
    found = [
        # a hit; the same box again, which is then a false alarm; 0.4 of `right`, too little
        prediction((left, 1, 0.9), ([0, 0, 10, 9], 1, 0.8), ([20, 0, 24, 10], 1, 0.3)),
        # of another class, which does not count here; a hit, the last one
        prediction((left, 2, 0.95), (left, 1, 0.7)),
    ]
    # class 1, by score: hit (1/1), false (1/2), hit (2/3), false (2/4); three boxes in all
    assert scene_metrics.average_precision(found, targets, 1) == pytest.approx(1 / 3 * 1 + 1 / 3 * 2 / 3)
    # class 2: only a false alarm; class 3: nothing to find and nothing found
    assert scene_metrics.average_precision(found, targets, 2) == 0.0
    assert scene_metrics.average_precision(found, targets, 3) == 0.0


def test_average_precision_of_a_perfect_answer_is_one() -> None:
    targets = [{"boxes": torch.tensor([[0, 0, 10, 10]]), "labels": torch.tensor([4])}] * 2
    found = [prediction(([0, 0, 10, 10], 4, 0.9)), prediction(([1, 1, 10, 10], 4, 0.2))]
    assert scene_metrics.average_precision(found, targets, 4) == pytest.approx(1.0)
    assert scene_metrics.average_precision(found, targets, 4, iou=0.9) == pytest.approx(0.5)
