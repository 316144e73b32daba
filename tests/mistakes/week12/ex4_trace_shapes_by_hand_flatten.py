# mistake: -
# function: ex4_inspect.trace_shapes
# caught: ex4_inspect.trace_shapes.call_order, ex4_inspect.trace_shapes.called_twice
# what: calls the children one after another, with a flatten before a Linear
def trace_shapes(model, batch):
    shapes = {}
    modes = {m: m.training for m in model.modules()}
    model.eval()
    x = batch
    with torch.no_grad():
        for name, module in model.named_modules():
            if not list(module.children()):
                if isinstance(module, nn.Linear) and x.dim() > 2:
                    x = torch.flatten(x, 1)
                x = module(x)
                shapes[name] = tuple(x.shape)
    for m, mode in modes.items():
        m.training = mode
    return shapes
