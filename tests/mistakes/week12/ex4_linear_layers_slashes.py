# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.nested, ex4_inspect.linear_layers.long_sequence
# what: joined with slashes
def linear_layers(model):
    return [name.replace(".", "/") for name, m in model.named_modules() if isinstance(m, nn.Linear)]
