"""`grader full week12` on this machine's GPU (or CPU), without network: random weights, small data, real layouts.

    python tests/benchmarks/full_on_device.py [--device cuda] [--keep FOLDER] [--lang ko] [exN]

Writes a cache of about 700 MB into a temporary folder: alexnet, resnet18, squeezenet1_1 (its real weights), fcn_resnet101,
fasterrcnn_resnet50_fpn, MNIST, CIFAR-10 and "ants and bees" out of datasets/. Then it runs the command as a user would, with
the solutions, and prints how long the parts took. Needs torch, torchvision, numpy, pillow, rich, cyclopts, msgspec,
safetensors; matplotlib for the picture of the learning curves.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support import full_world  # noqa: E402

WEIGHTS = ("squeezenet1_1", "resnet18", "alexnet", "fcn_resnet101", "fasterrcnn_resnet50_fpn")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("exercise", nargs="*")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--epochs", default="3")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--keep", type=Path, help="use this folder, and leave it")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        cache = words.keep or Path(scratch)
        begin = time.perf_counter()
        files = full_world.make(cache, [*WEIGHTS, *full_world.DATA])
        list_ = full_world.write_list(cache / "files.toml", files)
        print(
            f"wrote {sum(f.size for f in files) / 1e6:.0f} MB in {time.perf_counter() - begin:.1f} s",
            flush=True,
        )
        begin = time.perf_counter()
        code = subprocess.run(
            [
                sys.executable, "-m", "grader", "full", "week12", *words.exercise, "--device", words.device,
                "--solutions", "--yes", "--cache", str(cache), "--files", str(list_), "--epochs", words.epochs,
                "--lang", words.lang,
            ],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL, check=False,
        ).returncode  # fmt: skip
        print(f"exit code {code}, {time.perf_counter() - begin:.1f} s in all", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
