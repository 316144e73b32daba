# mistake: -
# function: ex4_inspect.linear_layers
# caught: ?
# what: every layer with a weight, convolutions too
def linear_layers(model):
    return [n for n, m in model.named_modules() if isinstance(getattr(m, "weight", None), nn.Parameter)]
