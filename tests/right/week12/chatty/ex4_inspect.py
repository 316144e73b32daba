import torch
from torch import nn


def count_parameters(model, trainable_only=False):
    print(model)
    total = 0
    print(f"{'name':<40}{'shape':<24}{'numel':>12}  grad")
    for name, p in model.named_parameters():
        print(f"{name:<40}{str(tuple(p.shape)):<24}{p.numel():>12,}  {p.requires_grad}")
        if p.requires_grad or not trainable_only:
            total += p.numel()
    for name, b in model.named_buffers():
        print("buffer", name, b.shape, b.dtype)
    print(f"total {total:,}")
    return total


def linear_layers(model):
    names = []
    for name, module in model.named_modules():
        print(f"{name or '(model)'}: {type(module).__name__} {module.extra_repr()}")
        if isinstance(module, nn.Linear):
            print("   ^ Linear", module.in_features, "->", module.out_features, "bias", module.bias is not None)
            names.append(name)
    return names


def trace_shapes(model, batch):
    print(model)
    print("batch", batch.shape, batch.dtype)
    shapes, handles, modes = {}, [], {}

    for name, module in model.named_modules():
        modes[name] = module.training
        if len([*module.children()]) == 0:

            def hook(mod, inp, out, name=name):
                print(f"{name:<30}{type(mod).__name__:<20}{[tuple(i.shape) for i in inp]} -> {tuple(out.shape)}")
                shapes[name] = tuple(out.shape)

            handles.append(module.register_forward_hook(hook))
    print(len(handles), "hooks:", handles[:2])

    model.eval()
    with torch.no_grad():
        out = model(batch)
    print("out", out)

    for h in handles:
        h.remove()
    for name, module in model.named_modules():
        module.training = modes[name]
    print("modes", modes)
    return shapes


def conv_out(size, kernel, stride=1, padding=0, dilation=1):
    covered = dilation * (kernel - 1) + 1
    result = (size + 2 * padding - covered) // stride + 1
    print(f"({size} + 2 * {padding} - {covered}) // {stride} + 1 = {result}")
    return result


def rank_models(models):
    rows = []
    for i, (name, model) in enumerate(models.items()):
        print(f"\r[{'=' * (i + 1)}{' ' * (len(models) - i - 1)}] {name}", end="", flush=True)
        n = sum(p.numel() for p in model.parameters())
        mib = sum(p.numel() * p.element_size() for p in model.parameters()) / 1024**2
        rows.append((name, n, mib))
    rows.sort(key=lambda r: r[1])
    print()
    for name, n, mib in rows:
        print(f"{name:>15} {n:>12,d} {mib:10.2f} MiB {models[name].__class__.__name__}")
    return rows
