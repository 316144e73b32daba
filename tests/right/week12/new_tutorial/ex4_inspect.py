import torch
from torch import nn


def count_parameters(model, trainable_only=False):
    total = 0
    for name, param in model.named_parameters():
        if trainable_only and not param.requires_grad:
            continue
        total += torch.numel(param)
    return total


def linear_layers(model):
    return [name for name, layer in model.named_modules() if isinstance(layer, torch.nn.Linear)]


def trace_shapes(model, batch):
    shapes = {}
    handles = []

    def make_hook(name):
        def hook(module, args, output):
            shapes[name] = tuple(output.shape)
        return hook

    for name, module in model.named_modules():
        if not list(module.children()):
            handles.append(module.register_forward_hook(make_hook(name)))

    training = {name: m.training for name, m in model.named_modules()}
    try:
        model.eval()
        with torch.no_grad():
            model(batch)
    finally:
        for handle in handles:
            handle.remove()
        for name, mode in training.items():
            model.get_submodule(name).training = mode
    return shapes


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    # ask PyTorch itself: no data, only shapes
    layer = nn.MaxPool1d(kernel, stride=stride, dilation=dilation)
    x = torch.zeros(1, 1, size + 2 * padding, device="meta")
    return layer(x).shape[-1]


def get_model_size(model):
    """pytorch forum: How to check model size (without the buffers)"""
    param_size = 0
    for param in model.parameters():
        param_size += param.nelement() * param.element_size()
    return param_size / 1024**2


def rank_models(models):
    table = [(name, count_parameters(net), get_model_size(net)) for name, net in models.items()]
    return sorted(table, key=lambda x: x[1])
