from __future__ import print_function, division

import torch
import torch.nn as nn


def freeze(model):
    for param in model.parameters():
        param.requires_grad = False
    return model


def replace_head(model_ft, num_classes):
    if hasattr(model_ft, 'fc'):
        num_ftrs = model_ft.fc.in_features
        # Parameters of newly constructed modules have requires_grad=True by default
        model_ft.fc = nn.Linear(num_ftrs, num_classes)
        return model_ft

    for i in reversed(range(len(model_ft.classifier))):
        old = model_ft.classifier[i]
        if isinstance(old, nn.Linear):
            model_ft.classifier[i] = nn.Linear(old.in_features, num_classes)
            break
        if isinstance(old, nn.Conv2d):
            model_ft.classifier[i] = nn.Conv2d(old.in_channels, num_classes, kernel_size=(1, 1), stride=(1, 1))
            model_ft.num_classes = num_classes
            break
    return model_ft


def feature_extractor(model_conv, num_classes):
    # ConvNet as fixed feature extractor
    for param in model_conv.parameters():
        param.requires_grad = False

    return replace_head(model_conv, num_classes)


def trainable_names(model):
    return [name for name, param in model.named_parameters() if param.requires_grad == True]


def extract_features(model, loader):
    fc = model.fc
    model.fc = nn.Sequential()  # passes on what it gets
    was_training = model.training
    model.eval()

    features, labels = [], []
    with torch.no_grad():
        for i, (inputs, targets) in enumerate(loader):
            features.append(model(inputs))
            labels.append(targets)

    model.fc = fc
    model.train(mode=was_training)
    return torch.cat(features), torch.cat(labels)
