import torch
from torch import nn
from torchvision import models
def freeze(model):
    model.requires_grad_(False); model.zero_grad(); return model
def replace_head(model, num_classes):
    if isinstance(model, models.ResNet): model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
    elif isinstance(model, (models.AlexNet, models.VGG)): model.classifier[6] = nn.Linear(model.classifier[6].in_features, num_classes).to(model.classifier[6].weight)
    elif isinstance(model, models.SqueezeNet): model.classifier[1] = nn.Conv2d(512, num_classes, kernel_size=(1,1)).to(model.classifier[1].weight); model.num_classes = num_classes
    return model
def feature_extractor(model, num_classes): return replace_head(freeze(model), num_classes)
def trainable_names(model): return [n for n,p in model.named_parameters() if p.requires_grad]
def extract_features(model, loader):
    fc, model.fc = model.fc, nn.Identity()
    F, L = [], []
    with torch.no_grad():
        for x, y in loader: F.append(model.eval()(x)); L.append(y)
    model.fc = fc
    return torch.cat(F), torch.cat(L)
