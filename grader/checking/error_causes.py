"""General causes of errors that no known mistake of the week explains: keys under `cause` in `locale/*.toml`."""

from __future__ import annotations

import re

IMPORTS = {
    "np": "import numpy as np",
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "import torch.nn.functional as F",
    "torchvision": "import torchvision",
    "transforms": "from torchvision import transforms",
    "T": "from torchvision import transforms as T",
    "v2": "from torchvision.transforms import v2",
    "Image": "from PIL import Image",
    "DataLoader": "from torch.utils.data import DataLoader",
    "copy": "import copy",
    "json": "import json",
    "math": "import math",
    "os": "import os",
    "random": "import random",
    "Path": "from pathlib import Path",
    "Counter": "from collections import Counter",
    "tqdm": "from tqdm import tqdm",
    "plt": "import matplotlib.pyplot as plt",
}
"""What students use without its import, and the line that is missing."""

_ERRORS = (
    ("not_imported", rf"NameError: name '(?P<name>{'|'.join(IMPORTS)})' is not defined"),
    ("not_installed", r"ModuleNotFoundError: No module named '(?P<name>[\w.]+)'"),
    ("no_parentheses", r"'(?:type|function|method)' object does not support the context manager|\w+Error: __enter__"),
    ("asks", r"EOFError: EOF when reading a line|OSError: .*reading from stdin"),
    ("debugger", r"\ABdbQuit"),
    ("none_inside", r"'NoneType' object (?:has no attribute|is not (?:subscriptable|iterable|callable))"),
)  # fmt: skip


def of_error(text: str) -> tuple[str, dict[str, str]]:
    """The cause that an error's own text shows and its parameters; an empty cause where it shows none.

    text: `Type: message`, with `Did you mean: 'x'?` at its end where the student's side knows a near name.
    """
    for cause, pattern in _ERRORS:
        if found := re.search(pattern, text):
            name = found.groupdict().get("name", "")
            return cause, {"name": name, "line": IMPORTS.get(name, "")}
    return "", {}
