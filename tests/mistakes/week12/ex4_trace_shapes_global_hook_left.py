# mistake: 245
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.hooks_removed
# what: a hook on all modules at once, which stays
def trace_shapes(model, batch):
    shapes = {}
    names = {m: name for name, m in model.named_modules() if not list(m.children())}
    modes = {m: m.training for m in model.modules()}

    def note(module, inputs, output):
        if module in names:
            shapes[names[module]] = tuple(output.shape)

    nn.modules.module.register_module_forward_hook(note)
    model.eval()
    with torch.no_grad():
        model(batch)
    for m, mode in modes.items():
        m.training = mode
    return dict(shapes)
