import json, math, heapq, copy
import numpy as np
import torch
from pathlib import Path
from typing import NamedTuple

class Pred(NamedTuple):
    name: str
    p: float

class Labels(list):
    pass

def load_labels(path):
    d = json.loads(Path(path).read_bytes())
    return Labels(d[str(i)][1] for i in range(len(d)))

def forward(model, batch, device="cpu"):
    m = copy.deepcopy(model).to(device)
    for x in m.modules():
        x.training = False
    with torch.inference_mode():
        return m(batch.to(device)).cpu()

def predict_labels(logits, labels):
    names = np.array(labels)
    return list(names[logits.detach().numpy().argmax(axis=1)])

def top_k(logits, labels, k=5):
    res = []
    for row in logits.tolist():
        top = max(row)
        e = [math.exp(v - top) for v in row]
        z = math.fsum(e)
        best = heapq.nlargest(k, range(len(row)), key=row.__getitem__)
        res.append([Pred(labels[i], np.float64(e[i] / z)) for i in best])
    return res
