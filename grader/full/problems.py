"""What can keep a full run from happening: each is one sentence, and says what to do next."""

from __future__ import annotations

from grader.errors import UsageError


class NotReady(UsageError):
    """A file, the network, the disk or a device is missing. `key` names the sentence under `full` in `locale/*.toml`."""

    table = "full"
