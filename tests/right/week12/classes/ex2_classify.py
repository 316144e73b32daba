import json
from pathlib import Path

import torch


class Labels(list):
    """A list of names that knows how to read itself."""

    @classmethod
    def load(cls, path):
        self = cls()
        for number, (_wnid, name) in json.loads(Path(path).read_text("utf-8")).items():
            number = int(number)
            self.extend([None] * (number + 1 - len(self)))
            self[number] = name
        return self


class Evaluation:
    """with Evaluation(model, device): the model is evaluated there; modes are put back."""

    def __init__(self, model, device):
        self.model, self.device = model, torch.device(device)

    def __enter__(self):
        self.modes = [(m, m.training) for m in self.model.modules()]
        self.grad = torch.no_grad()
        self.grad.__enter__()
        return self.model.to(self.device).eval()

    def __exit__(self, *error):
        self.grad.__exit__(*error)
        for module, mode in self.modes:
            module.training = mode


class Classifier:
    def __init__(self, model, device):
        self.model, self.device = model, device

    def __call__(self, batch):
        with Evaluation(self.model, self.device) as model:
            return model(batch.to(self.device)).cpu()


class Prediction:
    def __init__(self, row, labels):
        self.row, self.labels = row, labels

    @property
    def probabilities(self):
        return torch.softmax(self.row, -1)

    @property
    def name(self):
        return self.labels[self.row.argmax()]

    def best(self, k):
        order = torch.argsort(self.probabilities, descending=True)[:k]
        return [(self.labels[i], self.probabilities[i].item()) for i in order]


class Predictions:
    def __init__(self, logits, labels):
        self.rows = [Prediction(row, labels) for row in logits]

    def __iter__(self):
        return iter(self.rows)


def load_labels(path):
    return Labels.load(path)


def forward(model, batch, device="cpu"):
    return Classifier(model, device)(batch)


def predict_labels(logits, labels):
    return [p.name for p in Predictions(logits, labels)]


def top_k(logits, labels, k=5):
    return [p.best(k) for p in Predictions(logits, labels)]
