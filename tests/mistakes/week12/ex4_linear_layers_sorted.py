# mistake: 344
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain, ex4_inspect.linear_layers.nested
# what: in alphabetical order: 10 before 2
def linear_layers(model):
    return sorted(name for name, module in model.named_modules() if isinstance(module, nn.Linear))
