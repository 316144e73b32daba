"""``photos/*``: small files from the photos of ``catalogue.py``; ``photos/labels.json``: what they show.

The cut-outs (Debian's Tux Paint stamps) are put on a white square. Photos are only ever made smaller.
"""

import io
import json
from pathlib import Path

import torch
from catalogue import LICENSES, PHOTOS, Photo
from fetch import Store
from PIL import Image
from safetensors.torch import load_file
from torchvision.models import squeezenet1_1
from torchvision.transforms import CenterCrop, Compose, Normalize, Resize, ToTensor

LONGEST_SIDE = 400  # the transform resizes the shorter side to 256 anyway
WHITE = (255, 255, 255)
# Fixed so that the same Pillow writes the same bytes. Subsampling 0 (4:4:4) keeps the cut-outs' edges clean.
JPEG = {"quality": 90, "subsampling": 0, "optimize": True, "progressive": False}

# torchvision's stock preprocessing for ImageNet (SqueezeNet1_1_Weights.IMAGENET1K_V1.transforms()).
TRANSFORM = Compose(
    [Resize(256), CenterCrop(224), ToTensor(), Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
)


def on_square(cutout: Image.Image, margin: float, mode: str) -> Image.Image:
    """The animal, cropped by its alpha channel, in the middle of a white square of ``margin`` times its size.

    With mode RGBA the square stays transparent, but its hidden colour is white as well: whoever drops the
    alpha channel sees nearly the same as whoever composites on white.
    """
    cutout = cutout.convert("RGBA")
    cutout = cutout.crop(cutout.getchannel("A").getbbox())
    side = round(max(cutout.size) * margin)
    corner = ((side - cutout.width) // 2, (side - cutout.height) // 2)
    square = Image.new("RGBA", (side, side), (*WHITE, 255))
    square.alpha_composite(cutout, corner)
    if mode == "RGBA":
        alpha = Image.new("L", (side, side), 0)
        alpha.paste(cutout.getchannel("A"), corner)
        square.putalpha(alpha)
    return square.convert(mode)


def make(photo: Photo, data: bytes) -> Image.Image:
    """The picture as it will be saved."""
    source = Image.open(io.BytesIO(data))
    image = on_square(source, photo.margin, photo.mode) if photo.margin else source.convert(photo.mode)
    scale = LONGEST_SIDE / max(image.size)
    if scale >= 1:
        return image
    return image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)


def save(image: Image.Image, path: Path) -> None:
    """JPEG or PNG by the name, without metadata."""
    # Copying only the pixels leaves ICC profile, dpi and EXIF behind.
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    if path.suffix == ".jpg":
        clean.save(path, "JPEG", **JPEG)
    else:
        clean.save(path, "PNG", optimize=True)


def measure(root: Path, files: list[str]) -> dict[str, tuple[int, float]]:
    """Per file the top-1 class and its softmax probability, by the network and transform of the lab."""
    # The order of sums, and so the last digit, must not depend on the number of cores.
    torch.set_num_threads(1)
    model = squeezenet1_1()
    model.load_state_dict(load_file(root / "weights" / "squeezenet1_1.safetensors"), strict=True)
    model.eval()
    result: dict[str, tuple[int, float]] = {}
    for file in files:
        image = Image.open(root / "photos" / file).convert("RGB")
        with torch.inference_mode():
            probabilities = model(TRANSFORM(image)[None]).softmax(dim=1)[0]  # [1000]
        best = int(probabilities.argmax())
        result[file] = best, round(float(probabilities[best]), 3)
    return result


def build(store: Store, root: Path) -> None:
    """Writes the photos, their licences and ``labels.json``; needs the weights and the class index."""
    folder = root / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    for photo in PHOTOS:
        save(make(photo, store.read(photo.source)), folder / photo.file)
    index: dict[str, list[str]] = json.loads((root / "imagenet_class_index.json").read_text(encoding="utf-8"))
    names = [index[str(i)][1] for i in range(len(index))]
    labels = {}
    measured = measure(root, [p.file for p in PHOTOS])
    for photo in PHOTOS:
        best, probability = measured[photo.file]
        labels[photo.file] = {
            "classes": [names.index(name) for name in photo.right],
            "name": photo.en,
            "name_ko": photo.ko,
            "top1": {"class": best, "name": names[best], "probability": probability},
        }
    text = json.dumps(labels, ensure_ascii=False, indent=2)
    (folder / "labels.json").write_text(text + "\n", encoding="utf-8")
    (root / "licenses").mkdir(exist_ok=True)
    for name, member in LICENSES.items():
        (root / "licenses" / name).write_bytes(store.read(member))
