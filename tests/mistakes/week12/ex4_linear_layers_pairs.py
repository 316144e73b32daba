# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain
# what: pairs (name, module)
def linear_layers(model):
    return [(name, module) for name, module in model.named_modules() if isinstance(module, nn.Linear)]
