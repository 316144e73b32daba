import functools, json, torch
@functools.lru_cache(maxsize=1)
def load_labels(path):
    d = json.load(open(path)); return [d[k][1] for k in sorted(d, key=int)]
def forward(model, batch, device="cpu"):
    model.eval(); model.to(device)
    with torch.no_grad(), torch.autocast("cpu", enabled=False): return model(batch.to(device, non_blocking=True)).float().cpu()
def predict_labels(logits, labels):
    return [n for [(n, _)] in top_k(logits, labels, 1)]
def top_k(logits, labels, k=5):
    t = torch.softmax(logits, 1).topk(k)
    return [[(labels[i], p) for i, p in zip(a, b)] for a, b in zip(t.indices.tolist(), t.values.numpy().astype(float))]
