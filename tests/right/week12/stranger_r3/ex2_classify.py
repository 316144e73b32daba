import json, functools, torch
import torch.nn.functional as F

def as_list(f):
    @functools.wraps(f)
    def g(*a, **k):
        return list(f(*a, **k))
    return g

@as_list
def load_labels(path):
    d = {int(k): n for k, (_, n) in json.load(open(path)).items()}
    for i in sorted(d):
        yield d[i]

@torch.inference_mode()
def forward(model, batch, device="cpu"):
    model.eval().to(device)
    return model(batch.to(device)).to("cpu")

@as_list
def predict_labels(logits, labels):
    for row in logits:
        yield labels[int(torch.argmax(row))]

@as_list
def top_k(logits, labels, k=5):
    for row in F.softmax(logits.double(), dim=1):
        v, i = torch.sort(row, descending=True)
        yield [(labels[j], float(q)) for q, j in zip(v[:k], i[:k])]
