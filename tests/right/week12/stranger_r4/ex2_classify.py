import json, operator
import torch
from common import COUNT

def load_labels(path):
    raw = json.JSONDecoder().decode(open(path, encoding="utf8").read())
    out = [None] * len(raw)
    for key, pair in raw.items():
        out[int(key)] = pair[-1]
    return out

def forward(model, batch, device="cpu"):
    before = model.training
    model = model.to(device)
    for m in model.modules(): m.training = False
    prev = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        out = model(batch.to(device=device))
    finally:
        torch.set_grad_enabled(prev)
    model.train(before)
    return out.detach().cpu().clone()

def predict_labels(logits, labels):
    get = operator.itemgetter(*logits.argmax(-1).tolist())(labels) if len(logits) else []
    return list(get) if isinstance(get, tuple) else [get]

def top_k(logits, labels, k=5):
    e = torch.exp(logits - logits.amax(dim=1, keepdim=True))
    p = e / torch.einsum("nc->n", e)[:, None]
    order = p.argsort(dim=1, descending=True)[:, :k]
    vals = p.gather(1, order)
    return [[(labels[order[n, j].item()], vals[n, j].item()) for j in range(k)] for n in range(logits.size(0))]
