# mistake: -
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.shapes
# what: layers that print alike are taken for one
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    seen = []
    for name, module in model.named_modules():
        if not list(module.children()) and str(module) not in seen and not seen.append(str(module)):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes
