import json

import numpy as np
import torch
import torch.nn.functional as F
from torch.autograd import Variable

torch.manual_seed(42)


class Classifier:
    """A small wrapper, so that the model is set up in one place."""

    def __init__(self, model, device):
        self.device = torch.device(device)
        self.model = model.to(self.device)

    @torch.no_grad()
    def __call__(self, batch):
        was_training = self.model.training
        self.model.eval()
        outputs = self.model(Variable(batch).to(self.device))
        self.model.train(mode=was_training)
        return outputs.detach().cpu()


class LabelList(list):
    def __missing__(self, key):
        return "?"


def top_k(logits, labels, k=5):
    results = []
    for i in range(logits.size(0)):
        percentage = F.softmax(logits[i], dim=0)  # one row
        _, indices = torch.sort(percentage, descending=True)
        results.append([(labels[idx], percentage[idx].item()) for idx in indices[:k]])
    return results


def predict_labels(logits, labels):
    _, preds = torch.max(logits, 1)
    return list(np.array(labels, dtype=object)[preds.numpy()])


def forward(model, batch, device="cpu"):
    return Classifier(model, device)(batch)


def load_labels(path):
    class_idx = json.load(open(path, encoding="utf-8"))  # noqa: SIM115
    idx2label = LabelList()
    for k in range(len(class_idx)):
        idx2label.append(class_idx[str(k)][1])
    return idx2label


if __name__ == "__main__":
    print(top_k(torch.randn(2, 10), [str(i) for i in range(10)]))
