import json, torch
from torch import nn
from torch.utils.data import DataLoader
def load_labels(path):
    import ast, pathlib
    d = ast.literal_eval(pathlib.Path(path).read_text(encoding="utf-8"))
    return [d[str(i)][1] for i in range(len(d))]
def forward(model, batch, device="cpu"):
    model.eval().to(device)
    with torch.no_grad(): return torch.cat([model(x[None].to(device)) for x in batch]).cpu()
def predict_labels(logits, labels):
    d = dict(enumerate(labels)); return list(map(d.get, logits.argmax(1).tolist()))
def top_k(logits, labels, k=5):
    out=[]
    for row in torch.softmax(logits.to(torch.float64),-1):
        row=row.clone(); r=[]
        for _ in range(k):
            i=int(row.argmax()); r.append((labels[i], row[i].item())); row[i]=-1
        out.append(r)
    return out
