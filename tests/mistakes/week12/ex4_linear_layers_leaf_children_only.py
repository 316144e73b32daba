# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.nested, ex4_inspect.linear_layers.long_sequence
# what: goes down to leaves only, without the names of the way
def linear_layers(model):
    names = []
    for name, child in model.named_children():
        if isinstance(child, nn.Linear):
            names.append(name)
        else:
            names += [n for n, m in child.named_modules() if isinstance(m, nn.Linear)]
    return names
