"""``birds_mammals/``: two classes in ImageFolder's layout, the stand-in for the lecture's ants and bees.

Cut-outs on pieces of photos, one folder per side and class. No animal is on both sides, and neither is any
piece of background (see scenes.py: left parts to train, right parts to validate). ``measure`` says what
transfer learning is worth on them.
"""

import hashlib
import json
import random
from pathlib import Path

import cutouts
import scenes
from cutouts import Cutout
from fetch import Store
from PIL import Image

SIDE = 112
TRAIN, VAL = 20, 11  # animals of each class
VIEWS = {"train": 3, "val": 2}  # pictures of each animal: mirrored, other size, other background
JPEG = {"quality": 88, "subsampling": 0, "optimize": True, "progressive": False}
SEED = 7


def picture(item: Cutout, photo: Image.Image, rng: random.Random) -> Image.Image:
    """One animal, as large as fits or a little smaller, on a piece of a photo."""
    side = rng.randint(min(130, *photo.size), min(photo.size))
    x, y = rng.randint(0, photo.width - side), rng.randint(0, photo.height - side)
    ground = photo.resize((SIDE, SIDE), Image.Resampling.BILINEAR, (x, y, x + side, y + side)).convert("RGBA")
    animal = item.image
    if rng.random() < 0.5:
        animal = animal.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    scale = rng.randint(90, SIDE - 2) / max(animal.size)
    animal = animal.resize(
        (round(animal.width * scale), round(animal.height * scale)), Image.Resampling.LANCZOS
    )
    corner = rng.randint(0, SIDE - animal.width), rng.randint(0, SIDE - animal.height)
    ground.alpha_composite(animal, corner)
    return ground.convert("RGB")


def animals(items: list[Cutout], cls: str) -> dict[str, list[Cutout]]:
    """The animals of each side: a hash picks, so that neither side is easier on purpose."""
    mine = [i for i in items if i.cls == cls and i.name.rpartition("/")[2] not in cutouts.SAME]
    mine.sort(key=lambda i: hashlib.sha256(f"{SEED}/{cls}/{i.name}".encode()).digest())
    return {"train": mine[:TRAIN], "val": mine[TRAIN : TRAIN + VAL]}


def build(store: Store, root: Path) -> None:
    """Writes the pictures, and ``origins.json``: the stamp and the photo that each is made of."""
    items, photos = cutouts.load(store), scenes.load_photos(store)
    rng, origins = random.Random(SEED), {}
    for cls in ("bird", "mammal"):
        for side, picked in animals(items, cls).items():
            folder = root / "birds_mammals" / side / cls
            folder.mkdir(parents=True, exist_ok=True)
            for item in picked:
                for view in range(VIEWS[side]):
                    behind = rng.choice(list(photos))
                    image = picture(item, scenes.part(photos[behind], side == "val"), rng)
                    name = f"{item.name.rpartition('/')[2]}_{view}.jpg"
                    image.save(folder / name, "JPEG", **JPEG)
                    origins[f"{side}/{cls}/{name}"] = [item.name, behind]
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(origins.items()))
    (root / "birds_mammals" / "origins.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
