# mistake: 345
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.shapes
# what: children and their children, but nothing below
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, child in model.named_children():
        inner = [(f"{name}.{last}", m) for last, m in child.named_children()]
        for full, module in inner or [(name, child)]:
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=full: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes
