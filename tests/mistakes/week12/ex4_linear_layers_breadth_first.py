# mistake: 344
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.nested
# what: level by level, not in the order of the model
def linear_layers(model):
    names = [name for name, module in model.named_modules() if isinstance(module, nn.Linear)]
    return sorted(names, key=lambda name: name.count("."))
