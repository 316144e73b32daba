"""Objects that are built on the student's side, from values that the examiner sends.

This text runs in two processes: beside the student's module, where it builds what cannot cross as data (models, loaders,
spies), and in the examiner, which computes its own answers with the same builders. It therefore holds no expected value.
`DATASETS` (the folder of real data) and, on the student's side, `SCRATCH` are set before it runs.
"""

from __future__ import annotations

from pathlib import Path

DATASETS: Path
SCRATCH: Path


def write_file(name: str, data: bytes) -> str:
    """Write into the scratch folder; returns the path."""
    path = SCRATCH / name
    path.write_bytes(data)
    return str(path)
