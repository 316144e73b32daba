import json
import os

import torch
from torch import nn


def load_labels(path):
    assert isinstance(path, (str, os.PathLike))
    assert os.path.exists(path), f"no file {path}"
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    assert isinstance(data, dict) and data, "not a JSON object"
    assert all(isinstance(k, str) and k.isdigit() for k in data)
    assert all(isinstance(v, list) and len(v) == 2 for v in data.values())
    assert all(isinstance(wnid, str) and isinstance(name, str) for wnid, name in data.values())
    assert {int(k) for k in data} == set(range(len(data))), "a class number is missing"
    return [data[str(i)][1] for i in range(len(data))]


def forward(model, batch, device="cpu"):
    assert isinstance(model, nn.Module), type(model)
    assert isinstance(batch, torch.Tensor), type(batch)
    assert batch.ndim == 4 and batch.shape[1] == 3, batch.shape
    assert isinstance(device, (str, torch.device)), type(device)
    device = torch.device(device)
    model.to(device)
    assert all(p.device.type == device.type for p in model.parameters())
    assert all(b.device.type == device.type for b in model.buffers())
    model.eval()
    assert not any(m.training for m in model.modules())
    with torch.no_grad():
        assert not torch.is_grad_enabled()
        logits = model(batch.to(device))
    assert torch.is_tensor(logits) and logits.dim() == 2 and len(logits) == len(batch)
    logits = logits.detach().cpu()
    assert not logits.requires_grad and logits.device == torch.device("cpu")
    return logits


def _validate(logits, labels):
    assert isinstance(logits, torch.Tensor) and logits.ndim == 2
    assert isinstance(labels, (list, tuple)) and all(isinstance(x, str) for x in labels)
    assert logits.shape[1] == len(labels), (logits.shape, len(labels))
    assert logits.is_floating_point() and not torch.isnan(logits).any()


def predict_labels(logits, labels):
    _validate(logits, labels)
    best = logits.argmax(dim=1)
    assert best.shape == (logits.shape[0],)
    assert 0 <= best.min() and best.max() < len(labels)
    result = [labels[i] for i in best.tolist()]
    assert len(result) == len(logits)
    return result


def top_k(logits, labels, k=5):
    _validate(logits, labels)
    assert isinstance(k, int) and 1 <= k <= len(labels), k
    probabilities = logits.softmax(dim=1)
    assert torch.allclose(probabilities.sum(dim=1), torch.ones(len(logits), dtype=logits.dtype))
    assert ((probabilities >= 0) & (probabilities <= 1)).all()
    values, indices = probabilities.topk(k, dim=1, largest=True, sorted=True)
    assert values.shape == indices.shape == (len(logits), k)
    result = [[(labels[i], p) for p, i in zip(ps, js, strict=True)] for ps, js in zip(values.tolist(), indices.tolist(), strict=True)]
    assert all(isinstance(p, float) for row in result for _, p in row)
    assert all(a[1] >= b[1] for row in result for a, b in zip(row, row[1:]))
    return result
