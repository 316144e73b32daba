# mistake: -
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.shapes
# what: the class as the key: all ReLUs are one
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = [
        m.register_forward_hook(lambda m, i, o: shapes.update({type(m).__name__: tuple(o.shape)}))
        for m in model.modules()
        if not list(m.children())
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes
