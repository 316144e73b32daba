# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.nested
# what: two levels only
def linear_layers(model):
    names = []
    for name, child in model.named_children():
        if isinstance(child, nn.Linear):
            names.append(name)
        names += [f"{name}.{n}" for n, m in child.named_children() if isinstance(m, nn.Linear)]
    return names
