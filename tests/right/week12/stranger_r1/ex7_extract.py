import torch
from torch import nn

def freeze(model):
    return model.requires_grad_(False)

def replace_head(model, num_classes):
    def new_linear(old):
        return nn.Linear(old.in_features, num_classes, bias=old.bias is not None, device=old.weight.device, dtype=old.weight.dtype)
    if hasattr(model, "fc"):
        model.fc = new_linear(model.fc)
        return model
    for i in reversed(range(len(model.classifier))):
        layer = model.classifier[i]
        match layer:
            case nn.Linear():
                model.classifier[i] = new_linear(layer)
                return model
            case nn.Conv2d():
                model.classifier[i] = nn.Conv2d(layer.in_channels, num_classes, layer.kernel_size, layer.stride, layer.padding).to(layer.weight)
                return model
    raise ValueError

def feature_extractor(model, num_classes):
    return replace_head(freeze(model), num_classes)

def trainable_names(model):
    return [n for n, p in model.named_parameters() if p.requires_grad]

def extract_features(model, loader):
    got = []
    h = model.fc.register_forward_pre_hook(lambda mod, args: got.append(args[0].detach().cpu()))
    was = {m: m.training for m in model.modules()}
    model.eval()
    ys = []
    try:
        with torch.no_grad():
            for x, y in loader:
                model(x)
                ys.append(y)
    finally:
        h.remove()
        for m, t in was.items():
            m.training = t
    return torch.cat(got), torch.cat(ys)
