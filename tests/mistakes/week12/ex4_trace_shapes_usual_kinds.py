# mistake: -
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.eval_mode, ex4_inspect.trace_shapes.no_gradient
# what: knows some kinds of layers only
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    hooks = []
    for name, module in model.named_modules():
        if isinstance(module, nn.Conv2d | nn.BatchNorm2d | nn.ReLU | nn.MaxPool2d | nn.Flatten | nn.Linear):
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
