# mistake: 347
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.call_order
# what: the order of the model, not of the calls
def trace_shapes(model, batch):
    found = {}
    modes = {m: m.training for m in model.modules()}
    leaves = {name: m for name, m in model.named_modules() if not list(m.children())}
    hooks = [
        module.register_forward_hook(lambda m, i, o, name=name: found.update({name: tuple(o.shape)}))
        for name, module in leaves.items()
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return {name: found[name] for name in leaves if name in found}
