"""Which photos there are: where each comes from, who made it, under which licence, what counts as right.

Authors and licences were read in the packages: the docstrings of ``skimage/data/_fetchers.py``, the
``datasets/images/README.txt`` of scikit-learn, the stamps' ``copyright`` and ``changelog.gz``. ``right``
holds the ImageNet class names (see imagenet_class_index.json) that a person would accept; empty: none fits.
"""

from dataclasses import dataclass

from fetch import BASE_FILES, SCIKIT_IMAGE, SCIKIT_LEARN, TUXPAINT, TUXPAINT_DATA, Member


@dataclass(frozen=True)
class Photo:
    """One file of ``photos/``."""

    file: str
    source: Member
    author: str
    licence: str
    en: str
    ko: str
    right: tuple[str, ...] = ()
    mode: str = "RGB"
    """Mode of the written file: RGB, L (greyscale) or RGBA (a cut-out that keeps its alpha channel)."""
    margin: float = 0.0
    """Cut-outs: side of the white square over the longest side of the animal. 0: not a cut-out."""


def _skimage(name: str) -> Member:
    return Member(SCIKIT_IMAGE, f"skimage/data/{name}")


def _sklearn(name: str) -> Member:
    return Member(SCIKIT_LEARN, f"sklearn/datasets/images/{name}")


def _stamp(name: str) -> Member:
    return Member(TUXPAINT, f"usr/share/tuxpaint/stamps/animals/{name}")


CC0, GPL2, CC_BY = "CC0-1.0", "GPL-2", "CC-BY-2.0"
CATS = ("tabby", "tiger cat", "Egyptian cat")
COFFEE = ("espresso", "cup", "coffee mug")
ELEPHANTS = ("tusker", "Indian elephant", "African elephant")
SLED_DOGS = ("Eskimo dog", "malamute", "Siberian husky")
CHILDSPLAY = "Childsplay (Stas Zytkiewicz), adapted by Pere Pujal i Carabantes"

PHOTOS = (
    Photo("cat.jpg", _skimage("chelsea.png"), "Stefan van der Walt", CC0, "cat", "고양이", CATS),
    Photo("coffee.jpg", _skimage("coffee.png"), "Rachel Michetti", CC0, "cup of coffee", "커피", COFFEE),
    Photo(
        "camera.jpg",
        _skimage("camera.png"),
        "Lav Varshney",
        CC0,
        "photographer with a tripod",
        "삼각대와 사진사",
        ("tripod",),
        mode="L",
    ),
    Photo("astronaut.jpg", _skimage("astronaut.png"), "NASA", "public domain", "astronaut", "우주비행사"),
    Photo("rocket.jpg", _skimage("rocket.jpg"), "SpaceX", "public domain", "rocket", "로켓"),
    Photo("china.jpg", _sklearn("china.jpg"), "danielbuechele", CC_BY, "Chinese tower", "중국의 누각"),
    Photo(
        "flower.jpg",
        _sklearn("flower.jpg"),
        "vultilion (by the package's link; its text says danielbuechele)",
        CC_BY,
        "flower",
        "꽃",
    ),
    Photo(
        "lion_photo.jpg",
        _stamp("mammals/cats/lion.png"),
        CHILDSPLAY,
        GPL2,
        "lion (photo)",
        "사자 (사진)",
        ("lion",),
        margin=1.0,
    ),
    Photo(
        "lion_cartoon.png",
        _stamp("mammals/cats/cartoon/lion.png"),
        'not named for sure; the changelog has a "Lion doll" by Jim Trice',
        GPL2,
        "lion (drawing)",
        "사자 (그림)",
        margin=1.0,
    ),
    Photo(
        "tiger.png",
        _stamp("mammals/cats/tiger.png"),
        CHILDSPLAY,
        GPL2,
        "tiger",
        "호랑이",
        ("tiger",),
        mode="RGBA",
        margin=1.15,
    ),
    Photo(
        "dog.jpg",
        _stamp("mammals/dogs/dog.png"),
        CHILDSPLAY,
        GPL2,
        "sled dog",
        "썰매개",
        SLED_DOGS,
        margin=1.15,
    ),
    Photo(
        "fox.jpg",
        _stamp("mammals/dogs/fox.png"),
        CHILDSPLAY,
        GPL2,
        "red fox",
        "여우",
        ("red fox",),
        margin=1.15,
    ),
    Photo(
        "elephant.jpg",
        _stamp("mammals/elephant.png"),
        CHILDSPLAY,
        GPL2,
        "elephant",
        "코끼리",
        ELEPHANTS,
        margin=1.15,
    ),
    Photo(
        "zebra.jpg",
        _stamp("mammals/equines/zebra.png"),
        CHILDSPLAY,
        GPL2,
        "zebra",
        "얼룩말",
        ("zebra",),
        margin=1.15,
    ),
    Photo(
        "penguin.jpg",
        _stamp("birds/penguin.png"),
        CHILDSPLAY,
        GPL2,
        "king penguin",
        "펭귄",
        ("king penguin",),
        margin=1.15,
    ),
    Photo(
        "rooster.jpg",
        _stamp("birds/rooster.png"),
        CHILDSPLAY,
        GPL2,
        "rooster",
        "수탉",
        ("cock",),
        margin=1.15,
    ),
    Photo(
        "flamingo.jpg",
        _stamp("birds/pink_flamingo.png"),
        "Bill Kendrick",
        GPL2,
        "flamingo",
        "홍학",
        ("flamingo",),
        margin=1.15,
    ),
)

LICENSES = {
    "CC0-1.0.txt": Member(BASE_FILES, "usr/share/common-licenses/CC0-1.0"),
    "GPL-2.txt": Member(BASE_FILES, "usr/share/common-licenses/GPL-2"),
    "scikit-learn-images.txt": Member(SCIKIT_LEARN, "sklearn/datasets/images/README.txt"),
    "tuxpaint-data-copyright.txt": Member(TUXPAINT_DATA, "usr/share/doc/tuxpaint-data/copyright"),
    "tuxpaint-stamps-copyright.txt": Member(TUXPAINT, "usr/share/doc/tuxpaint-stamps-default/copyright"),
}
