from __future__ import print_function, division

import json

import numpy as np
import torch
import torch.nn as nn
from torch.autograd import Variable

device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")


def load_labels(path):
    class_idx = json.load(open(path))
    idx2label = [class_idx[str(k)][1] for k in range(len(class_idx))]
    return idx2label


def forward(model, inputs, device="cpu"):
    was_training = model.training
    model = model.to(device)
    model.eval()

    with torch.no_grad():
        inputs = Variable(inputs).to(device)
        outputs = model(inputs)

    model.train(mode=was_training)
    return outputs.cpu().data


def predict_labels(logits, class_names):
    _, preds = torch.max(logits, 1)
    return [class_names[preds[j]] for j in range(logits.size()[0])]


def top_k(logits, labels, k=5):
    probs = nn.Softmax(dim=1)(logits).data
    results = []
    for j in range(probs.size(0)):
        prob, idx = probs[j].sort(0, True)
        prob = prob.numpy()
        idx = idx.numpy()
        results.append([(labels[idx[i]], float(prob[i])) for i in range(0, k)])
    return results
