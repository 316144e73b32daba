# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain, ex4_inspect.linear_layers.other_layers
# what: every layer with a weight, convolutions too
def linear_layers(model):
    return [n for n, m in model.named_modules() if isinstance(getattr(m, "weight", None), nn.Parameter)]
