import torch
import torch.nn as nn
from torchvision import models


def freeze(model):
    for param in model.parameters():
        param.requires_grad = False
    return model


def replace_head(model, num_classes):
    if isinstance(model, models.ResNet):
        num_ftrs = model.fc.in_features
        # Here the size of each output sample is set to num_classes.
        model.fc = nn.Linear(num_ftrs, num_classes)
    elif isinstance(model, (models.AlexNet, models.VGG)):
        names = [n for n, m in model.classifier.named_children() if isinstance(m, nn.Linear)]
        num_ftrs = getattr(model.classifier, names[-1]).in_features
        setattr(model.classifier, names[-1], nn.Linear(num_ftrs, num_classes))
    elif isinstance(model, models.SqueezeNet):
        for n, m in model.classifier.named_children():
            if isinstance(m, nn.Conv2d):
                setattr(model.classifier, n, nn.Conv2d(m.in_channels, num_classes, kernel_size=1))
    return model


def feature_extractor(model_conv, num_classes):
    for param in model_conv.parameters():
        param.requires_grad = False

    # Parameters of newly constructed modules have requires_grad=True by default
    return replace_head(model_conv, num_classes)


def trainable_names(model):
    return [n for n, p in model.named_parameters() if p.requires_grad]


activation = {}


def get_activation(name):
    def hook(model, input, output):
        activation[name] = input[0].detach()
    return hook


def extract_features(model, loader):
    handle = model.fc.register_forward_hook(get_activation("fc"))
    was_training = model.training
    model.eval()
    feats, labs = [], []
    with torch.no_grad():
        for inputs, labels in loader:
            _ = model(inputs)
            feats.append(activation["fc"])
            labs.append(labels)
    model.train(mode=was_training)
    handle.remove()
    return torch.vstack(feats), torch.hstack(labs)
