"""Where it runs, and what makes it fast there without a change to what the student wrote.

On CUDA: mixed precision around the student's call (`torch.autocast` acts from outside), and loaders that read in other
processes into pinned memory. float16 for inference, because NumPy knows it; bfloat16 for training, because it needs no
scaling of the loss. Where the student's code fails with it, the same call is made again without it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

from grader.full.work.channel import Channel
from grader.full.work.code import CannotGoOn, CodeRaised

T = TypeVar("T")


class Machine:
    """A device and what it can do."""

    def __init__(self, wanted: str, channel: Channel) -> None:
        self.name = wanted or ("cuda" if torch.cuda.is_available() else "cpu")
        self._channel = channel
        try:
            self.device = torch.device(self.name)
            torch.zeros(1, device=self.device)
        except (AssertionError, RuntimeError, NotImplementedError) as error:
            reason = " ".join(str(error).split("\n")[0].split())
            raise CannotGoOn(
                "no_device", device=self.name, torch=str(torch.__version__), reason=reason
            ) from None
        self.cuda = self.device.type == "cuda"
        self._half = self.cuda

    @property
    def title(self) -> str:
        if self.cuda:
            return f"{torch.cuda.get_device_name(self.device)} ({self.name})"
        return f"{self.name}, {torch.get_num_threads()} threads"

    def boosted(self, run: Callable[[], T], *, training: bool = False) -> T:
        """`run()` in mixed precision where that helps; once more without it when the student's code fails with it."""
        kind = torch.bfloat16 if training else torch.float16
        if not self._half or (training and not torch.cuda.is_bf16_supported()):
            return run()
        try:
            with torch.autocast(self.device.type, dtype=kind):
                return run()
        except CodeRaised as error:
            if error.key != "raised":
                raise
            self._half = False
            result = run()
            self._channel.remark("no_half", function=error.params["function"])
            return result

    def seconds(self, run: Callable[[], Any]) -> tuple[Any, float]:
        """`run()` and how long it took, including work that was still running on the GPU."""
        self.wait()
        begin = time.perf_counter()
        result = run()
        self.wait()
        return result, time.perf_counter() - begin

    def wait(self) -> None:
        if self.cuda:
            torch.cuda.synchronize(self.device)

    def pinned(self, loader: DataLoader[Any]) -> DataLoader[Any]:
        """The student's own loader, told to read into pinned memory."""
        with contextlib.suppress(AttributeError, ValueError):
            loader.pin_memory = self.cuda
        return loader

    def loader(
        self, dataset: Dataset[Any], batch: int, *, shuffle: bool, on_batch: Callable[[], None]
    ) -> DataLoader[Any]:
        """Our own loader of a data set of ours; `on_batch` is called for each batch that is taken from it."""
        workers = self._workers()
        return Counted(
            dataset, batch_size=batch, shuffle=shuffle, num_workers=workers, pin_memory=self.cuda,
            persistent_workers=workers > 0, on_batch=on_batch,
        )  # fmt: skip

    def _workers(self) -> int:
        """How many processes read data. It pays only beside a GPU, and needs room in /dev/shm to hand batches over."""
        if not self.cuda or sys.platform != "linux" or shutil.disk_usage("/dev/shm").free < 1 << 30:
            return 0
        return max(min(len(os.sched_getaffinity(0)) - 1, 8), 0)


class Counted(DataLoader[Any]):
    """A loader that says when a batch is taken."""

    def __init__(self, dataset: Dataset[Any], *, on_batch: Callable[[], None], **options: Any) -> None:
        super().__init__(dataset, **options)
        self.on_batch = on_batch

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        for batch in super().__iter__():
            self.on_batch()
            yield batch


class Watched(Dataset[Any]):
    """A data set that says when an item is taken."""

    def __init__(self, dataset: Any, on_item: Callable[[], None]) -> None:
        self._dataset = dataset
        self._on_item = on_item

    def __len__(self) -> int:
        return len(self._dataset)

    def __getitem__(self, at: int) -> Any:
        self._on_item()
        return self._dataset[at]


def rate() -> float:
    """What this processor does, in 10^9 multiply-adds a second: four pictures through layers as classifiers have them."""
    shapes = [(3, 64, 7, 2, 112)]  # channels in and out, kernel, stride, size of the result
    for before, width, size in ((64, 64, 56), (64, 128, 28), (128, 256, 14), (256, 512, 7)):
        shapes += [(before, width, 3, 2, size), *[(width, width, 3, 1, size)] * 3]
    layers: list[nn.Module] = []
    for before, width, kernel, stride, _ in shapes:
        convolution = nn.Conv2d(before, width, kernel, stride, kernel // 2, bias=False)
        layers += [convolution, nn.BatchNorm2d(width), nn.ReLU()]
    model, batch = nn.Sequential(*layers).eval(), torch.zeros(4, 3, 224, 224)
    work = sum(before * width * (kernel * size) ** 2 for before, width, kernel, _, size in shapes)
    with torch.no_grad():
        model(batch)
        begin = time.perf_counter()
        for _ in range(2):
            model(batch)
    return 2 * len(batch) * work / 1e9 / (time.perf_counter() - begin)
