import torch
from torch import nn
from common import last

def freeze(model):
    for p in model.parameters():
        p.detach_()
    return model

def replace_head(model, num_classes):
    """keep the layer object, give it new parameters"""
    if hasattr(model, "classifier"):
        _, head = last(model.classifier.named_modules(), (nn.Linear, nn.Conv2d))
    else:
        head = model.fc
    w = head.weight
    new = nn.Parameter(torch.empty((num_classes, *w.shape[1:]), dtype=w.dtype, device=w.device))
    nn.init.kaiming_normal_(new)
    head.weight = new
    if head.bias is not None:
        head.bias = nn.Parameter(torch.zeros(num_classes, dtype=w.dtype, device=w.device))
    if isinstance(head, nn.Linear):
        head.out_features = num_classes
    else:
        head.out_channels = num_classes
    if hasattr(model, "num_classes"):
        model.num_classes = num_classes
    return model

def feature_extractor(model, num_classes):
    model = freeze(model)
    model = replace_head(model, num_classes)
    return model

trainable_names = lambda model: [*(n for n, p in model.named_parameters() if p.requires_grad)]

def extract_features(model, loader):
    fc = model.fc
    model.fc = nn.Identity()
    model.eval()
    n = len(loader.dataset)
    feats, labels, at = None, torch.empty(n, dtype=torch.long), 0
    try:
        with torch.inference_mode():
            for x, y in loader:
                f = model(x)
                if feats is None:
                    feats = f.new_empty(n, f.shape[1])
                feats[at:at + len(f)] = f
                labels[at:at + len(f)] = y
                at += len(f)
    finally:
        model.fc = fc
    return feats, labels
