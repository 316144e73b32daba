# mistake: -
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.shapes
# what: sends the first image only
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch[:1])
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes
