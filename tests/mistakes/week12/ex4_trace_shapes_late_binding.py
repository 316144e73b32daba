# mistake: 354
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.shapes
# what: the name in the lambda is that of the end of the loop
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if len(list(module.children())) == 0:
            hooks.append(
                module.register_forward_hook(lambda m, i, o: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes
