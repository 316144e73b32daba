import json, contextlib, itertools, re
import torch
from torch import nn

CACHE = {}

def load_labels(path):
    table = json.loads(open(path, encoding="utf-8-sig").read())
    return list(map(lambda i: table[f"{i}"][1], range(len(table))))

@contextlib.contextmanager
def evaluating(model):
    saved = [m for m in model.modules() if m.training]
    model.eval()
    try:
        with torch.no_grad():
            yield model
    finally:
        for m in saved:
            m.training = True

def forward(model, batch, device="cpu"):
    with evaluating(model) as net:
        return net.to(torch.device(device))(batch.clone().to(device)).cpu()

def predict_labels(logits, labels):
    onehot = nn.functional.one_hot(torch.argmax(logits, 1), len(labels))
    return [lab for row in onehot.tolist() for lab in itertools.compress(labels, row)]

def top_k(logits, labels, k=5):
    p = nn.Softmax(dim=1)(logits)
    ranked = (sorted(zip(labels, r), key=lambda t: t[1], reverse=True) for r in p.tolist())
    return [r[:k] for r in ranked]
