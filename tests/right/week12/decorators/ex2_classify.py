import functools
import json
import time
from contextlib import contextmanager

import torch


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = function(*args, **kwargs)
        wrapper.seconds += time.perf_counter() - start
        wrapper.calls += 1
        return result

    wrapper.seconds, wrapper.calls = 0.0, 0
    return wrapper


def listed(function):
    """Turns a generator function into one that returns a list."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return list(function(*args, **kwargs))

    return wrapper


@contextmanager
def evaluating(model):
    before = model.training
    model.eval()
    try:
        yield model
    finally:
        model.train(before)


@timed
@listed
def load_labels(path):
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)
    for key in sorted(entries, key=int):
        yield entries[key][1]


@timed
@torch.inference_mode()
def forward(model, batch, device="cpu"):
    with evaluating(model.to(device)):
        return model(batch.to(device)).cpu()


@listed
def predict_labels(logits, labels):
    for row in logits:
        yield labels[int(torch.argmax(row))]


@listed
@torch.inference_mode()
def top_k(logits, labels, k=5):
    for row in torch.log_softmax(logits, dim=1).exp():
        best = torch.topk(row, k)
        yield [(labels[i], p) for p, i in zip(best.values.tolist(), best.indices.tolist())]
