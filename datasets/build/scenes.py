"""Scenes: one to three cut-outs on a piece of a photo, with exact masks and boxes.

A ``Composer`` draws endless scenes from the cut-outs and photos of its part of the split (``cutouts.split``):
for training with flips, turns and other colours, else plain. ``build`` writes ``scenes/``, a few from ``test``.
"""

import io
import json
import random
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import cutouts
import numpy as np
from cutouts import Cutout
from fetch import SCIKIT_IMAGE, TUXPAINT_DATA, Member, Store
from photos import save
from PIL import Image, ImageEnhance

SIZE = 192
CLASSES = ("__background__", "bird", "mammal", "flower", "fruit")
COMMITTED = 16
TEST_SEED = 2024
# CC0 and public domain, by the docstrings of skimage/data/_fetchers.py.
_FREE = "astronaut.png brick.png camera.png coffee.png grass.png gravel.png hubble_deep_field.jpg rocket.jpg"
# GPL-2, as the cut-outs. Left out: sheep.jpg and jellyfish.jpg, which show animals.
_TUX = """burnt_bark cliff corn_maze lighthouse mossy_bark mossy_log mudstone ocean_splash ocean_waves
    redwoods_above rocks spiders_web sun_behind_clouds sun_behind_leaves trees_above trees_at_dusk
    wool_mill_machine"""
FREE = [Member(SCIKIT_IMAGE, f"skimage/data/{name}") for name in _FREE.split()]
TUX = [f"usr/share/tuxpaint/templates/{name}.jpg" for name in _TUX.split()]


@dataclass
class Scene:
    """A picture and what is in it. Masks and boxes show what is visible, not what is covered."""

    image: Image.Image
    background: str
    """File name of the photo behind."""
    mask: np.ndarray
    """uint8 ``[H, W]``: class number, 0 for background."""
    instances: np.ndarray
    """uint8 ``[H, W]``: 1 for the first cut-out, 2 for the second ..., 0 for background."""
    names: list[str] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    boxes: list[list[int]] = field(default_factory=list)
    """``x1, y1, x2, y2``; the right and lower edges are the first pixel outside."""


class Composer:
    """Draws scenes from a seed."""

    def __init__(
        self,
        items: list[Cutout],
        photos: dict[str, Image.Image],
        parts: Collection[str],
        *,
        vary: bool,
        seed: int,
    ) -> None:
        """Takes the cut-outs and photos of ``parts``; ``vary``: turns and colours, for training."""
        self.items = {c: [i for i in items if i.cls == c and i.part in parts] for c in CLASSES[1:]}
        where = cutouts.split(photos, "photo")
        self.photos = [(name, photo) for name, photo in photos.items() if where[name] in parts]
        self.vary, self.random = vary, random.Random(seed)

    def draw(self) -> Scene:
        """One scene."""
        rng, size = self.random, (SIZE, SIZE)
        canvas, background = self._background()
        ids = np.zeros(size, np.uint8)  # 0 or the number of the cut-out on top
        placed: list[Cutout] = []
        for _ in range(rng.randint(1, 3)):
            item = rng.choice(self.items[rng.choice(CLASSES[1:])])
            cutout = self._vary(item.image)
            where = rng.randint(0, SIZE - cutout.width), rng.randint(0, SIZE - cutout.height)
            layer = Image.new("RGBA", size)
            layer.paste(cutout, where)
            shape = np.asarray(layer)[..., 3] > 127
            covered = [(ids[shape] == i + 1).sum() / (ids == i + 1).sum() for i in range(len(placed))]
            if max(covered, default=0) > 0.25:
                continue
            placed.append(item)
            ids[shape] = len(placed)
            canvas.alpha_composite(layer)
        return _scene(canvas.convert("RGB"), background, ids, placed)

    def _background(self) -> tuple[Image.Image, str]:
        rng = self.random
        name, photo = rng.choice(self.photos)
        side = rng.randint(min(130, *photo.size), min(photo.size))
        x, y = rng.randint(0, photo.width - side), rng.randint(0, photo.height - side)
        piece = photo.resize((SIZE, SIZE), Image.Resampling.BILINEAR, (x, y, x + side, y + side))
        return (self._recolour(_mirror(piece, rng), 0.5) if self.vary else piece).convert("RGBA"), name

    def _vary(self, image: Image.Image) -> Image.Image:
        """The cut-out in the size in which it is pasted; in training also turned and in other colours."""
        rng = self.random
        image = _mirror(image, rng)
        if self.vary:
            alpha = image.getchannel("A")
            image = self._recolour(image.convert("RGB"), 0.35).convert("RGBA")
            image.putalpha(alpha)
            image = image.rotate(rng.uniform(-20, 20), Image.Resampling.BICUBIC, expand=True)
            image = image.crop(image.getchannel("A").point(lambda a: 255 * (a > 127)).getbbox())
        scale = rng.randint(56, 120) / max(image.size)
        stretch = rng.uniform(0.85, 1.0) if self.vary else 1.0
        size = max(8, round(image.width * scale * stretch)), max(8, round(image.height * scale))
        return image.resize(size, Image.Resampling.BICUBIC)

    def _recolour(self, image: Image.Image, much: float) -> Image.Image:
        rng = self.random
        for enhancer in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
            image = enhancer(image).enhance(rng.uniform(1 - much, 1 + much))
        tint = Image.new("RGB", image.size, tuple(rng.randrange(256) for _ in range(3)))
        return Image.blend(image, tint, rng.uniform(0, 0.3 * much))


def _mirror(image: Image.Image, rng: random.Random) -> Image.Image:
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else image


def _scene(image: Image.Image, background: str, ids: np.ndarray, placed: list[Cutout]) -> Scene:
    scene = Scene(image, background, np.zeros_like(ids), ids)
    for number, item in enumerate(placed, start=1):
        label = CLASSES.index(item.cls)
        scene.mask[ids == number] = label
        ys, xs = np.nonzero(ids == number)
        scene.boxes.append([int(v) for v in (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)])
        scene.labels.append(label)
        scene.names.append(item.name.rpartition("/")[2])
    return scene


def load_photos(store: Store) -> dict[str, Image.Image]:
    """The photos that serve as backgrounds, by file name."""
    data = {member.path: store.read(member) for member in FREE} | store.read_deb(TUXPAINT_DATA, TUX)
    return {p.rpartition("/")[2]: Image.open(io.BytesIO(d)).convert("RGB") for p, d in data.items()}


def composer(store: Store, parts: Collection[str], *, seed: int, vary: bool = False) -> Composer:
    """The composer of some parts of the split."""
    return Composer(cutouts.load(store), load_photos(store), parts, vary=vary, seed=seed)


def build(store: Store, root: Path) -> None:
    """Writes ``scenes/``: pictures, masks (pixel value: number of the class, number of the cut-out) and ``boxes.json``."""
    folder, drawn = root / "scenes", composer(store, {"test"}, seed=TEST_SEED)
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for number in range(COMMITTED):
        scene = drawn.draw()
        save(scene.image, folder / f"{number:02d}.jpg")
        save(Image.fromarray(scene.mask), folder / f"{number:02d}_mask.png")
        save(Image.fromarray(scene.instances), folder / f"{number:02d}_instances.png")
        entry = {
            "boxes": scene.boxes,
            "labels": scene.labels,
            "names": scene.names,
            "background": scene.background,
        }
        lines.append(f'  "{number:02d}.jpg": {json.dumps(entry)}')
    (folder / "boxes.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
