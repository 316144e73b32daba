# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain
# what: the names of the weights
def linear_layers(model):
    names = []
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            names.append(name + ".weight")
    return names
