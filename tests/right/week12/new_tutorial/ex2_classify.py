import json

import torch
from torch import nn

# We want to be able to train our model on an accelerator such as CUDA, MPS, MTIA, or XPU.
accelerator = torch.accelerator.current_accelerator() if torch.accelerator.is_available() else "cpu"
print(f"Using {accelerator} device")


def load_labels(path):
    with open(path, "r", encoding="utf-8") as f:
        data = json.load(f)
    data = {int(idx): label for idx, (wnid, label) in data.items()}
    return [label for _, label in sorted(data.items())]


def forward(model, batch, device="cpu"):
    model.eval()
    model.to(device)
    with torch.inference_mode():
        logits = model(batch.to(device))
    return logits.to("cpu")


def predict_labels(logits, labels):
    probabilities = nn.functional.softmax(logits, dim=1)
    top1_prob, top1_catid = torch.topk(probabilities, 1)
    return [labels[c] for c in top1_catid.flatten()]


def top_k(logits, labels, k=5):
    answer = []
    for row in logits:
        # The output has unnormalized scores. To get probabilities, you can run a softmax on it.
        probabilities = torch.nn.functional.softmax(row, dim=0)
        topk_prob, topk_catid = torch.topk(probabilities, k)
        answer.append([])
        for i in range(topk_prob.size(0)):
            answer[-1].append((labels[topk_catid[i]], topk_prob[i].item()))
    return answer
