# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain
# what: a generator
def linear_layers(model):
    return (name for name, module in model.named_modules() if isinstance(module, nn.Linear))
