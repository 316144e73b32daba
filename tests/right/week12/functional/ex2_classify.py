import json
from functools import partial
from itertools import islice, starmap
from operator import itemgetter
from pathlib import Path

import numpy as np
import torch
from torch.func import functional_call


def load_labels(path):
    pairs = json.loads(Path(path).read_text(encoding="utf-8")).items()
    numbered = starmap(lambda key, value: (int(key), value[1]), pairs)
    return list(map(itemgetter(1), sorted(numbered, key=itemgetter(0))))


def forward(model, batch, device="cpu"):
    with torch.no_grad():
        tensors = {k: v.detach().to(device) for k, v in model.to(device).eval().state_dict().items()}
        return functional_call(model, tensors, (batch.to(device),)).cpu()


def predict_labels(logits, labels):
    return list(map(labels.__getitem__, np.argmax(logits.numpy(), axis=1)))


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def best(labels, k, row):
    order = np.argsort(row)[::-1]
    return [(labels[i], float(row[i])) for i in islice(order, k)]


def top_k(logits, labels, k=5):
    return list(map(partial(best, labels, k), softmax(logits.numpy().astype(np.float64))))
