# mistake: 246
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.model_as_before
# what: the model stays in eval mode
def trace_shapes(model, batch):
    shapes = {}
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    return shapes
