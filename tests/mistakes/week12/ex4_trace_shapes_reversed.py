# mistake: 347
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.call_order
# what: last call first
def trace_shapes(model, batch):
    calls = []
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: calls.insert(0, (name, tuple(o.shape))))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return dict(calls)
