# mistake: 345
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.shapes
# what: all modules, not only the leaves
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = [
        module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
        for name, module in model.named_modules()
        if name
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes
