"""``sums.txt`` and the tables of ``README.md``, from the files as they are."""

import hashlib
import json
from pathlib import Path

from catalogue import PHOTOS
from origins import made_of, rows


def data_files(root: Path) -> list[str]:
    """Every file that needs a sum, sorted: all but scripts, README.md, sums.txt and what tools leave."""
    paths = (p.relative_to(root) for p in root.rglob("*") if p.is_file() and p.suffix != ".py")
    skipped = ("build", "README.md", "sums.txt", "__pycache__")
    return sorted(p.as_posix() for p in paths if p.parts[0] not in skipped and p.parts[0][0] != ".")


def _files_table(root: Path, sums: dict[str, str]) -> str:
    table = rows()
    lines = [
        "| file | bytes | what | origin | author | licence | SHA-256 |",
        "|---|---:|---|---|---|---|---|",
    ]
    for file, digest in sums.items():
        if file in table:
            cells = [f"`{file}`", f"{(root / file).stat().st_size:,}", *table[file], f"`{digest}`"]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _pictures_table(root: Path, sums: dict[str, str]) -> str:
    table = made_of(root)
    if missing := sorted(sums.keys() - table.keys() - rows().keys()):
        raise ValueError(f"origins.py has no origin for {missing}")
    lines = ["| file | bytes | made of | SHA-256 |", "|---|---:|---|---|"]
    for file, digest in sums.items():
        if file in table:
            size = (root / file).stat().st_size
            lines.append(f"| `{file}` | {size:,} | {table[file]} | `{digest}` |")
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
    """Writes ``sums.txt`` and refreshes the tables of ``README.md``."""
    sums = {f: hashlib.sha256((root / f).read_bytes()).hexdigest() for f in data_files(root)}
    (root / "sums.txt").write_text("".join(f"{s}  {f}\n" for f, s in sums.items()), encoding="utf-8")
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    text = _put(text, "measured", _measured_table(root))
    text = _put(text, "files", _files_table(root, sums))
    readme.write_text(_put(text, "pictures", _pictures_table(root, sums)), encoding="utf-8")
