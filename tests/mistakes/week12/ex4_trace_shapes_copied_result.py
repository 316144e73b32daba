# mistake: 245
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.hooks_removed
# what: the hooks stay, but fill a dict that nobody sees
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    for name, module in model.named_modules():
        if not list(module.children()):
            module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
    model.eval()
    with torch.no_grad():
        model(batch)
    for m, mode in modes.items():
        m.training = mode
    return dict(shapes)
