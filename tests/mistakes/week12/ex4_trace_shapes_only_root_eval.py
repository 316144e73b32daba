# mistake: 1
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.eval_mode
# what: model.training = False: the layers inside stay in train mode
def trace_shapes(model, batch):
    shapes = {}
    mode = model.training
    hooks = []
    for name, module in model.named_modules():
        if not list(module.children()):
            hooks.append(
                module.register_forward_hook(lambda m, i, o, name=name: shapes.update({name: tuple(o.shape)}))
            )
    model.training = False
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    model.training = mode
    return shapes
