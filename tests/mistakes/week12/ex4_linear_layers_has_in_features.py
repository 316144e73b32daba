# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.other_layers
# what: whatever has in_features: other layers too
def linear_layers(model):
    return [name for name, module in model.named_modules() if hasattr(module, "in_features")]
