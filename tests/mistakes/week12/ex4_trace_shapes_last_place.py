# mistake: 347
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.called_twice
# what: a leaf that is called twice moves to its last place
def trace_shapes(model, batch):
    calls = []
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: calls.append((name, tuple(o.shape))))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    shapes = {}
    for name, shape in calls:
        shapes.pop(name, None)
        shapes[name] = shape
    return shapes
