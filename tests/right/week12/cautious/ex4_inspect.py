import torch
from torch import nn


def count_parameters(model, trainable_only=False):
    assert isinstance(model, nn.Module)
    assert isinstance(trainable_only, bool)
    parameters = list(model.parameters())
    assert len({id(p) for p in parameters}) == len(parameters)
    total = sum(p.numel() for p in parameters if p.requires_grad or not trainable_only)
    assert isinstance(total, int) and total >= 0
    return total


def linear_layers(model):
    assert isinstance(model, nn.Module)
    names = [name for name, module in model.named_modules() if isinstance(module, nn.Linear)]
    assert all(isinstance(model.get_submodule(name), nn.Linear) for name in names)
    return names


def trace_shapes(model, batch):
    assert isinstance(model, nn.Module) and isinstance(batch, torch.Tensor)
    assert next(model.children(), None) is not None, "the model is a leaf"
    hooks_before = [len(m._forward_hooks) for m in model.modules()]
    training_before = [m.training for m in model.modules()]
    shapes, handles = {}, []

    def remember(name):
        def hook(module, inputs, output):
            assert isinstance(output, torch.Tensor), f"{name} returned {type(output)}"
            shapes[name] = tuple(output.shape)

        return hook

    try:
        for name, module in model.named_modules():
            if not list(module.children()):
                handles.append(module.register_forward_hook(remember(name)))
        model.eval()
        with torch.no_grad():
            model(batch)
    finally:
        for handle in handles:
            handle.remove()
        for module, training in zip(model.modules(), training_before, strict=True):
            module.training = training
    assert [len(m._forward_hooks) for m in model.modules()] == hooks_before
    assert [m.training for m in model.modules()] == training_before
    assert all(isinstance(n, int) for shape in shapes.values() for n in shape)
    return shapes


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    for name, value, least in (
        ("size", size, 1), ("kernel", kernel, 1), ("stride", stride, 1), ("padding", padding, 0), ("dilation", dilation, 1),
    ):
        assert isinstance(value, int), f"{name} is a {type(value)}"
        assert value >= least, f"{name} = {value}"
    covered = dilation * (kernel - 1) + 1
    assert covered <= size + 2 * padding, "the kernel is larger than its input"
    result, _rest = divmod(size + 2 * padding - covered, stride)
    return result + 1


def rank_models(models):
    assert isinstance(models, dict)
    assert all(isinstance(name, str) and isinstance(model, nn.Module) for name, model in models.items())
    rows = []
    for name, model in models.items():
        size = sum(p.numel() * p.element_size() for p in model.parameters())
        rows.append((name, count_parameters(model), size / 2**20))
    rows.sort(key=lambda row: row[1])
    assert len(rows) == len(models)
    assert all(a[1] <= b[1] for a, b in zip(rows, rows[1:]))
    return rows
