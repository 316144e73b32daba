# mistake: 245
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.hooks_removed
# what: the leaves' forward methods are replaced and not put back
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    for name, leaf in model.named_modules():
        if not list(leaf.children()):

            def watched(x, name=name, forward=leaf.forward):
                output = forward(x)
                shapes[name] = tuple(output.shape)
                return output

            leaf.forward = watched
    model.eval()
    with torch.no_grad():
        model(batch)
    for m, mode in modes.items():
        m.training = mode
    return shapes
