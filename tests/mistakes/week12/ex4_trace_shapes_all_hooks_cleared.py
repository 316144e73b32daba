# mistake: -
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.model_as_before
# what: removes the hooks of others too
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
        m._forward_hooks.clear()
    return shapes
