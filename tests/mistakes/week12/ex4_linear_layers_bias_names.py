# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.other_layers
# what: from the names of the biases: layers without a bias are missing
def linear_layers(model):
    names = []
    for name, _ in model.named_parameters():
        layer, _, kind = name.rpartition(".")
        if kind == "bias" and isinstance(model.get_submodule(layer), nn.Linear):
            names.append(layer)
    return names
