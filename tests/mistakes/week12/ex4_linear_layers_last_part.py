# mistake: 244
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.nested, ex4_inspect.linear_layers.long_sequence
# what: only the last part of the name
def linear_layers(model):
    return [name.split(".")[-1] for name, module in model.named_modules() if isinstance(module, nn.Linear)]
