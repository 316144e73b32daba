from collections import OrderedDict

import torch
import torch.nn as nn
from torchvision import models

feature_extract = True


def set_parameter_requires_grad(model, feature_extracting):
    if feature_extracting:
        for param in model.parameters():
            param.requires_grad = False


class FeatureCatcher:
    def __init__(self):
        self.features = []

    def __call__(self, module, args, output):
        self.features.append(args[0].detach().clone())


def extract_features(model, loader):
    catcher = FeatureCatcher()
    handle = model.fc.register_forward_hook(catcher)
    all_labels = torch.zeros(0, dtype=torch.long)
    model.eval()
    try:
        for inputs, labels in loader:
            with torch.set_grad_enabled(False):
                model(inputs)
            all_labels = torch.cat((all_labels, labels), 0)
    finally:
        handle.remove()
    return torch.cat(catcher.features, dim=0), all_labels


def feature_extractor(model, num_classes):
    return initialize_model(model, num_classes, feature_extract)


def replace_head(model, num_classes):
    return initialize_model(model, num_classes, False)


def initialize_model(model, num_classes, feature_extract):
    set_parameter_requires_grad(model, feature_extract)
    if isinstance(model, models.ResNet):
        dtype, device = model.fc.weight.dtype, model.fc.weight.device
        num_ftrs = model.fc.in_features
        model.fc = nn.Linear(num_ftrs, num_classes).to(device, dtype)
    elif isinstance(model, (models.AlexNet, models.VGG)):
        layers = OrderedDict(model.classifier.named_children())
        last = [k for k, m in layers.items() if isinstance(m, nn.Linear)][-1]
        layers[last] = nn.Linear(layers[last].in_features, num_classes).to(
            layers[last].weight.device, layers[last].weight.dtype
        )
        model.classifier = nn.Sequential(layers)
    elif isinstance(model, models.SqueezeNet):
        old = model.classifier[1]
        model.classifier[1] = nn.Conv2d(512, num_classes, kernel_size=(1, 1), stride=(1, 1)).to(old.weight)
    else:
        print("Invalid model name, exiting...")
    return model


def trainable_names(model):
    print("Params to learn:")
    params_to_update = []
    for name, param in model.named_parameters():
        if param.requires_grad is True:
            params_to_update.append(name)
            print("\t", name)
    return params_to_update


def freeze(model):
    set_parameter_requires_grad(model, True)
    return model


print("PyTorch Version:", torch.__version__)
