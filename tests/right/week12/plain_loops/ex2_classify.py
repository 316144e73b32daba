import json
import math

import torch


def load_labels(path):
    with open(path, encoding="utf-8") as file:
        table = json.load(file)
    labels = []
    i = 0
    while str(i) in table:
        labels.append(table[str(i)][1])
        i = i + 1
    return labels


def forward(model, batch, device="cpu"):
    for module in model.modules():
        module.training = False
    model.to(device)
    batch = batch.to(device)
    with torch.no_grad():
        logits = model(batch)
    logits = logits.cpu()
    return logits


def predict_labels(logits, labels):
    names = []
    for row in logits.tolist():
        best = 0
        for i in range(1, len(row)):
            if row[i] > row[best]:
                best = i
        names.append(labels[best])
    return names


def top_k(logits, labels, k=5):
    answer = []
    for row in logits.tolist():
        biggest = max(row)
        exps = []
        for z in row:
            exps.append(math.exp(z - biggest))
        total = math.fsum(exps)
        order = list(range(len(row)))
        order.sort(key=lambda i: exps[i], reverse=True)
        best = []
        for i in order[:k]:
            best.append((labels[i], exps[i] / total))
        answer.append(best)
    return answer
