import json, torch
from torch.func import functional_call

def load_labels(path):
    with open(path, encoding="utf-8") as f:
        pairs = json.load(f, object_pairs_hook=lambda ps: sorted((int(k), v[1]) for k, v in ps))
    return [name for _, name in pairs]

def forward(model, batch, device="cpu"):
    state = {**dict(model.named_parameters()), **dict(model.named_buffers())}
    state = {k: v.detach().to(device).clone() for k, v in state.items()}
    modes = [(m, m.training) for m in model.modules()]
    try:
        model.eval()
        with torch.no_grad():
            return functional_call(model, state, (batch.to(device),)).cpu()
    finally:
        for m, t in modes:
            m.training = t

def predict_labels(logits, labels):
    return [labels[i] for i in logits.max(dim=1).indices]

def top_k(logits, labels, k=5):
    p, i = logits.log_softmax(-1).exp().topk(k, dim=-1)
    return [list(zip([labels[c] for c in ci], pi)) for pi, ci in zip(p.tolist(), i.tolist())]
