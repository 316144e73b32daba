"""``birds_mammals/``: two classes in ImageFolder's layout, the stand-in for the lecture's ants and bees.

Cut-outs on pieces of photos, one folder per side and class. No animal is on both sides, and neither is any
photo: ``train/`` takes the part ``train`` of ``cutouts.split``, ``val/`` the parts ``val`` and ``test``.
``transfer.py`` says what transfer learning is worth on them.
"""

import hashlib
import json
import random
from pathlib import Path

import cutouts
import scenes
from cutouts import Cutout
from fetch import Store
from PIL import Image, ImageFilter

SIDE = 160
BLUR = 2.0  # pixels: the photo behind is out of focus, as behind an animal in front of a camera
TRAIN, VAL = 20, 11  # animals of each class
SIDES = {"train": {"train"}, "val": {"val", "test"}}  # parts of the split
VIEWS = {"train": 3, "val": 2}  # pictures of each animal: mirrored, other size, other background
JPEG = {"quality": 85, "subsampling": 2, "optimize": True, "progressive": False}
SEED = 7


def picture(item: Cutout, photo: Image.Image, rng: random.Random) -> Image.Image:
    """One animal, as large as fits or a little smaller, on a blurred piece of a photo."""
    side = rng.randint(min(130, *photo.size), min(photo.size))
    x, y = rng.randint(0, photo.width - side), rng.randint(0, photo.height - side)
    ground = photo.resize((SIDE, SIDE), Image.Resampling.BILINEAR, (x, y, x + side, y + side))
    ground = ground.filter(ImageFilter.GaussianBlur(BLUR)).convert("RGBA")
    animal = item.image
    if rng.random() < 0.5:
        animal = animal.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    scale = rng.randint(round(0.8 * SIDE), SIDE - 2) / max(animal.size)
    animal = animal.resize(
        (round(animal.width * scale), round(animal.height * scale)), Image.Resampling.LANCZOS
    )
    corner = rng.randint(0, SIDE - animal.width), rng.randint(0, SIDE - animal.height)
    ground.alpha_composite(animal, corner)
    return ground.convert("RGB")


def animals(items: list[Cutout], cls: str) -> dict[str, list[Cutout]]:
    """The animals of each side, no individual twice: a hash picks, so that neither side is easier on purpose."""
    mine = [i for i in items if i.cls == cls and i.name.rpartition("/")[2] not in cutouts.SAME]
    mine.sort(key=lambda i: hashlib.sha256(f"{SEED}/{cls}/{i.name}".encode()).digest())
    picked = {side: [i for i in mine if i.part in parts] for side, parts in SIDES.items()}
    return {"train": picked["train"][:TRAIN], "val": picked["val"][:VAL]}


def build(store: Store, root: Path) -> None:
    """Writes the pictures, and ``origins.json``: the stamp and the photo that each is made of."""
    items, photos = cutouts.load(store), scenes.load_photos(store)
    where = cutouts.split(photos, "photo")
    grounds = {side: [n for n in photos if where[n] in parts] for side, parts in SIDES.items()}
    rng, origins = random.Random(SEED), {}
    for cls in ("bird", "mammal"):
        for side, picked in animals(items, cls).items():
            folder = root / "birds_mammals" / side / cls
            folder.mkdir(parents=True, exist_ok=True)
            for item in picked:
                for view in range(VIEWS[side]):
                    behind = rng.choice(grounds[side])
                    image = picture(item, photos[behind], rng)
                    name = f"{item.name.rpartition('/')[2]}_{view}.jpg"
                    image.save(folder / name, "JPEG", **JPEG)
                    origins[f"{side}/{cls}/{name}"] = [item.name, behind]
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(origins.items()))
    (root / "birds_mammals" / "origins.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
