import torch
from torch import nn
from torch.utils.data import DataLoader


def freeze(model):
    assert isinstance(model, nn.Module), type(model)
    for parameter in model.parameters():
        assert isinstance(parameter, nn.Parameter)
        parameter.requires_grad_(False)
    assert not any(p.requires_grad for p in model.parameters())
    return model


def _head(model):
    if hasattr(model, "fc"):
        assert isinstance(model.fc, nn.Linear), model.fc
        return model, "fc"
    assert hasattr(model, "classifier"), f"{type(model).__name__} has neither fc nor classifier"
    assert isinstance(model.classifier, nn.Sequential)
    names = [n for n, m in model.classifier.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))]
    assert names, "no last layer"
    return model.classifier, names[-1]


def replace_head(model, num_classes):
    assert isinstance(model, nn.Module)
    assert isinstance(num_classes, int) and num_classes > 0
    flags = {id(p): p.requires_grad for p in model.parameters()}
    parent, name = _head(model)
    old = getattr(parent, name)
    kind = {"device": old.weight.device, "dtype": old.weight.dtype}
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes, **kind)
    else:
        assert tuple(old.kernel_size) == (1, 1)
        new = nn.Conv2d(old.in_channels, num_classes, kernel_size=1, **kind)
    setattr(parent, name, new)
    assert all(p.requires_grad for p in new.parameters())
    assert all(flags.get(id(p), True) == p.requires_grad for p in model.parameters())
    return model


def feature_extractor(model, num_classes):
    assert isinstance(model, nn.Module)
    freeze(model)
    replace_head(model, num_classes)
    assert len(trainable_names(model)) == 2
    return model


def trainable_names(model):
    assert isinstance(model, nn.Module)
    names = [name for name, p in model.named_parameters() if p.requires_grad]
    assert len(set(names)) == len(names)
    return names


def extract_features(model, loader):
    assert isinstance(model, nn.Module) and isinstance(model.fc, nn.Linear)
    assert isinstance(loader, DataLoader), type(loader)
    assert len(loader) > 0
    got, labels = [], []

    def hook(module, inputs):
        assert len(inputs) == 1
        assert inputs[0].shape[-1] == module.in_features, inputs[0].shape
        got.append(inputs[0].detach().clone())

    training = [m.training for m in model.modules()]
    handle = model.fc.register_forward_pre_hook(hook)
    try:
        model.eval()
        with torch.no_grad():
            for images, targets in loader:
                assert images.ndim == 4 and targets.ndim == 1 and len(images) == len(targets)
                model(images)
                labels.append(targets)
                assert len(got) == len(labels), "fc was not called exactly once"
    finally:
        handle.remove()
        for module, mode in zip(model.modules(), training, strict=True):
            module.training = mode
    features, labels = torch.cat(got), torch.cat(labels)
    assert features.ndim == 2 and len(features) == len(labels) == len(loader.dataset)
    assert not features.requires_grad
    return features, labels
