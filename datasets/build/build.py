"""Makes everything in datasets/ again: ``python datasets/build/build.py [--only STEP]``.

Steps, in the order in which they need each other: the weights, the class names ("labels"), the photos with
what the network says about them, the scenes and the other small data sets; then ``sums.txt`` and the tables
of ``README.md``. Needs pip, for everything made of stamps also apt-get and dpkg-deb (Debian or Ubuntu), and
the packages listed in README.md. The two networks of the scenes are trained anew only when ``--only`` names them.
"""

import argparse
import tempfile
from functools import partial
from pathlib import Path

import backbone
import birds_mammals
import cifar
import class_index
import mnist
import photos
import report
import scenes
import train
import weights
from fetch import Store

ROOT = Path(__file__).resolve().parents[1]
STEPS = {
    "weights": weights.build,
    "labels": class_index.build,
    "photos": photos.build,
    "backbone": backbone.build,
    "scenes": scenes.build,
    "birds_mammals": birds_mammals.build,
    "mnist": mnist.build,
    "cifar": cifar.build,
}
TRAININGS = {kind: partial(train.build, kind) for kind in train.STEPS}


def main() -> None:
    """Reads the command line and runs the steps."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=[*STEPS, *TRAININGS], help="one step instead of all")
    parser.add_argument(
        "--cache", type=Path, help="keep the downloaded packages and drawn scenes in this folder"
    )
    parser.add_argument("--out", type=Path, default=ROOT, help="write here instead (needs a README.md)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(options.cache.resolve() if options.cache else Path(scratch))
        for name, step in (STEPS | TRAININGS).items():
            if options.only == name or (options.only is None and name in STEPS):
                step(store, options.out)
    report.build(options.out)


if __name__ == "__main__":
    main()
