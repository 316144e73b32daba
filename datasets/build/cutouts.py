"""The photo cut-outs (Debian's Tux Paint stamps) of four classes, and the part of the split that each is in.

Left out although the package's licence covers them all: those whose ``changelog.gz`` names another source or
licence (GFDL: Apricot_whole, Cherry_Stella, Strawberry2, helmeted_guineafowl; CC BY-SA: the herons, the
pelican and the flowers from Kerala; "from Wikipedia" or from a stock photo site: apricot, grapes, pineapple,
sliced_lime, sliced_orange), drawings, silhouettes (echidna), a toy bear, and stamps that are SVG.
"""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from fetch import TUXPAINT, Store
from PIL import Image

LARGEST = 180  # no cut-out is pasted larger than this
STAMPS = "usr/share/tuxpaint/stamps"
FOLDERS = {"bird": "animals/birds", "mammal": "animals/mammals"}
FOLDERS |= {"flower": "plants/flowers", "fruit": "food/fruit"}
NAMES = {
    "bird": """adelaide-rosella albino_peahen blackbird chicken_profile crow crowned_crane cuckoo drake duck
        gander guineafowl hen lark little-penguin magellanic_penguin magpie nandou ostrich owl peacock penguin
        pigeon pink_flamingo quetzal rainbow-lorikeet rooster seagull silver-gull tucan turkey vulture""",
    "mammal": """apes/chimp apes/gorilla apes/tamarin_emperor aquatic/dolphin aquatic/orca aquatic/otter
        aquatic/sea_lion aquatic/whale badger bears/bear bears/european-bear bovines/bison bovines/bull
        bovines/cow bovines/cow_white bovines/gnu-baby-stand bovines/gnu-baby bovines/gnu-sitting
        bovines/gnu-stand bovines/goat bovines/indian_blackbuck bovines/mountaingoat bovines/ram bovines/sheep
        bovines/sheep_lamb bovines/yak bovines/zebu camel/camel camel/dromedary cats/lion-2 cats/lion
        cats/tiger cats/tiger_sumatran deer/caribou deer/deer deer/doe deer/wapiti
        dogs/dingo dogs/dog dogs/fox elephant
        equines/donkey equines/donkey_eating equines/horse equines/zebra ferret giraffe hippopotamus pig
        pig_golden pig_golden2 rabbit_little rhino_black rodents/beaver rodents/capybara rodents/marmot
        rodents/mouse rodents/rabbit-2 rodents/rabbit rodents/rat rodents/squirrel wildboar""",
    "flower": """anemone_red daffodil flower1 flower2 flower3 flower4 flower5 flower6 flower7 flower8 flower9
        flower10 iris marigold pigface red-gazania rose whitestar-petunia yellow-flower""",
    "fruit": """apple_fuji apple_granny_smith apple_green apple_red apple_sierra_beauty avocado banana
        cherimoya kiwi lemon mandarine mango orange orange_seville pear pomegranate raspberry strawberry""",
}
# Several stamps that show, or may show, one and the same individual: never apart in the split.
SAME = {"gnu-baby-stand": "gnu", "gnu-baby": "gnu", "gnu-sitting": "gnu", "gnu-stand": "gnu"}
SAME |= {"pig_golden2": "pig_golden", "flower5": "flower2", "apple_red": "apple_green"}


@dataclass(frozen=True)
class Cutout:
    """One stamp: what it is, and its pixels with an alpha channel."""

    cls: str
    name: str
    image: Image.Image
    part: str
    """``train``, ``val`` or ``test``, see ``split``. No network of this project was trained on ``test``."""


def path(cls: str, name: str) -> str:
    """Where the stamp is in the package."""
    return f"{STAMPS}/{FOLDERS[cls]}/{name}.png"


def split(names: Iterable[str], salt: str) -> dict[str, str]:
    """Name to part: a fifth is ``test``, a fifth of the rest ``val``; a hash picks and not a hand.

    Stamps of one individual (``SAME``) stay together. ``salt`` gives each class an order of its own.
    """
    groups: dict[str, list[str]] = {}
    for name in names:
        stem = PurePosixPath(name).name
        groups.setdefault(SAME.get(stem, stem), []).append(name)
    left = sum(map(len, groups.values()))
    wanted = {"test": round(left / 5)}
    wanted["val"] = round((left - wanted["test"]) / 5)
    result = {}
    for group in sorted(groups, key=lambda g: hashlib.sha256(f"{salt}/{g}".encode()).digest()):
        size = len(groups[group])
        part = next((p for p, room in wanted.items() if room >= size), "train")
        if part != "train":
            wanted[part] -= size
        result |= dict.fromkeys(groups[group], part)
    return result


def load(store: Store) -> list[Cutout]:
    """All cut-outs, cropped to what is opaque, none larger than ``LARGEST``."""
    parts = {(cls, n): p for cls, names in NAMES.items() for n, p in split(names.split(), cls).items()}
    data = store.read_deb(TUXPAINT, [path(*key) for key in parts])
    result = []
    for (cls, name), part in parts.items():
        image = Image.open(io.BytesIO(data[path(cls, name)])).convert("RGBA")
        opaque = image.getchannel("A").point(lambda a: 255 * (a > 127)).getbbox()
        image = image.crop(opaque)
        image.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
        result.append(Cutout(cls, name, image, part))
    return result
