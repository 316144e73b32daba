# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.nested
# what: a dict by the last part: layers of one name in two blocks collapse
def linear_layers(model):
    found = {}
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            found[name.split(".")[-1]] = name
    return list(found.values())
