import json
import pprint

import torch


def load_labels(path):
    with open(path, encoding="utf8") as f:
        text = f.read()
    print(text[:200], "...", len(text), "characters")
    data = json.loads(text)
    pprint.pprint(dict(list(data.items())[:3]))
    labels = []
    for i in range(len(data)):
        wnid, name = data[str(i)]
        print(f"{i:4d} {wnid:>10s} {name!r}")
        labels.append(name)
    return labels


def forward(model, batch, device="cpu"):
    print(model)
    print("device", device, "| training?", model.training)
    print("batch", batch.shape, batch.dtype, batch.device)
    model = model.to(device)
    batch = batch.to(device)
    print("now on", batch.device, [p.device for p in model.parameters()][:3])
    model.eval()
    with torch.no_grad():
        logits = model(batch)
    print("logits", logits)
    print("grad?", logits.requires_grad, logits.grad_fn, logits.shape, logits.device)
    logits = logits.cpu()
    print(f"biggest {logits.max():.4f}, smallest {logits.min():.4f}, mean {logits.mean().item():.4f}")
    return logits


def predict_labels(logits, labels):
    print("labels:", labels)
    names = []
    for n, row in enumerate(logits):
        i = row.argmax()
        print(f"image {n}: class {i} ({i.item()}), logit {row[i]:.3f}, name {labels[i]}")
        names.append(labels[i])
    return names


def top_k(logits, labels, k=5):
    result = []
    for n, row in enumerate(torch.softmax(logits, dim=1)):
        print(f"--- image {n}, sum of probabilities {row.sum():.6f} ---")
        p, idx = torch.topk(row, k)
        line = []
        for rank in range(k):
            name, prob = labels[idx[rank]], p[rank].item()
            bar = "█" * int(prob * 30)
            print(f"{rank + 1}. {name:<20} {prob:7.2%} {bar}")
            line.append((name, prob))
        result.append(line)
    return result
