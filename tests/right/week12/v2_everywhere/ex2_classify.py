import json

import torch
from torchvision import tv_tensors


def load_labels(path):
    with open(path, "rb") as f:
        raw = json.load(f, object_pairs_hook=lambda pairs: pairs)
    names = ["" for _ in raw]
    for key, (_, name) in raw:
        names[int(key)] = name
    return names


@torch.no_grad()
def forward(model, batch, device="cpu"):
    training = model.training
    model.eval().to(device)
    if isinstance(batch, tv_tensors.Image):
        batch = batch.as_subclass(torch.Tensor)
    out = model(batch.to(device, non_blocking=True)).cpu()
    model.train(training)
    return out


def predict_labels(logits, labels):
    return list(map(labels.__getitem__, logits.argmax(dim=-1).tolist()))


def top_k(logits, labels, k=5):
    values, indices = logits.softmax(dim=-1).topk(k, dim=-1)
    named = []
    for v, i in zip(values.tolist(), indices.tolist()):
        named.append(list(zip((labels[j] for j in i), v)))
    return named
