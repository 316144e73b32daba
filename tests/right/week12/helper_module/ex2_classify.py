import json

from helpers import inference


def load_labels(path):
    with open(path, encoding="utf-8") as file:
        by_number = {int(k): v[1] for k, v in json.load(file).items()}
    return [by_number[i] for i in range(len(by_number))]


def forward(model, batch, device="cpu"):
    with inference(model, device):
        return model(batch.to(device)).cpu()


def predict_labels(logits, labels):
    return [labels[i] for i in logits.argmax(dim=1).tolist()]


def top_k(logits, labels, k=5):
    best = logits.softmax(dim=1).sort(dim=1, descending=True)
    return [
        [(labels[i], p) for i, p in zip(indices[:k], values[:k])]
        for indices, values in zip(best.indices.tolist(), best.values.tolist())
    ]
