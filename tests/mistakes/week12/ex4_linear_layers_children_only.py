# mistake: 244
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.nested, ex4_inspect.linear_layers.subclass
# what: only the direct children
def linear_layers(model):
    return [name for name, module in model.named_children() if isinstance(module, nn.Linear)]
