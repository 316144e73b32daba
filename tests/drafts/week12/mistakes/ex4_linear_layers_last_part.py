# mistake: -
# function: ex4_inspect.linear_layers
# caught: ?
# what: only the last part of the name
def linear_layers(model):
    return [name.split(".")[-1] for name, module in model.named_modules() if isinstance(module, nn.Linear)]
