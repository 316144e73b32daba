"""Measures the two scene networks: ``python datasets/build/measure_scenes.py --cache FOLDER``.

On 200 test scenes (cut-outs that were never trained on, drawn from another seed than the committed ones), and
on the 16 of ``scenes/``, read back from their files.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import scenes
import torch
from fetch import Store
from PIL import Image
from scene_features import MEAN, STD, pixels, target
from scene_metrics import average_precision, class_ious
from scenes import CLASSES, Scene

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
import scene_models  # noqa: E402

SEED, COUNT = 99, 200


def committed(root: Path) -> list[Scene]:
    """The scenes of ``scenes/``."""
    folder, result = root / "scenes", []
    for name, entry in json.loads((folder / "boxes.json").read_text(encoding="utf-8")).items():
        stem = name.removesuffix(".jpg")
        mask, instances = (np.array(Image.open(folder / f"{stem}_{k}.png")) for k in ("mask", "instances"))
        image = Image.open(folder / name).convert("RGB")
        scene = Scene(image, entry["background"], mask, instances)
        scene.names, scene.labels, scene.boxes = entry["names"], entry["labels"], entry["boxes"]
        result.append(scene)
    return result


@torch.inference_mode()
def measure(some: list[Scene], weights: Path) -> tuple[list[float], float, list[float]]:
    """IoU of each class, share of right pixels, average precision at IoU 0.5 of each class but background."""
    segmenter = scene_models.load_scene_segmenter(weights)
    masks = torch.stack([torch.from_numpy(s.mask) for s in some])
    found = torch.cat([segmenter(((pixels(s) - MEAN) / STD)[None])["out"].argmax(1) for s in some])
    detector = scene_models.load_scene_detector(weights)
    boxes = [detector([pixels(s)])[0] for s in some]
    truth = [target(s) for s in some]
    precision = [average_precision(boxes, truth, label) for label in range(1, len(CLASSES))]
    return class_ious(found, masks, len(CLASSES)), float((found == masks).float().mean()), precision


def main() -> None:
    """Prints the table of README.md."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, help="keep the downloaded packages in this folder")
    parser.add_argument("--weights", type=Path, default=ROOT / "weights", help="folder of the weights")
    options = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        drawn = scenes.composer(Store(options.cache or Path(scratch)), {"test"}, seed=SEED)
        sets = {f"{COUNT} test scenes": [drawn.draw() for _ in range(COUNT)], "`scenes/`": committed(ROOT)}
    print("| | " + " | ".join(["mean", *CLASSES]).replace("__", "") + " | pixels right |")
    print("|---|" + "---:|" * 7)
    for name, some in sets.items():
        ious, right, precisions = measure(some, options.weights)
        cells = [f"{v:.3f}" for v in (sum(ious) / len(ious), *ious, right)]
        print(f"| segmenter, IoU, {name} | " + " | ".join(cells) + " |")
        cells = [f"{v:.3f}" for v in precisions]
        mean = sum(precisions) / len(precisions)
        print(f"| detector, AP at IoU 0.5, {name} | {mean:.3f} | | " + " | ".join(cells) + " | |")


if __name__ == "__main__":
    main()
