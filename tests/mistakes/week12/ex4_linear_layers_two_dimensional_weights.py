# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.subclass, ex4_inspect.linear_layers.other_layers
# what: every weight with two dimensions: an embedding too
def linear_layers(model):
    return [n.removesuffix(".weight") for n, p in model.named_parameters() if n.endswith("weight") and p.dim() == 2]
