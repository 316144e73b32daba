# mistake: -
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.shapes
# what: the hook returns the shape, which then replaces the output
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}

    def hook_for(name):
        def hook(module, inputs, output):
            shapes[name] = tuple(output.shape)
            return shapes[name]

        return hook

    hooks = [
        m.register_forward_hook(hook_for(name)) for name, m in model.named_modules() if not list(m.children())
    ]
    model.eval()
    with torch.no_grad():
        model(batch)
    for hook in hooks:
        hook.remove()
    for m, mode in modes.items():
        m.training = mode
    return shapes
