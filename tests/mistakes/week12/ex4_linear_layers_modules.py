# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain
# what: the layers, not their names
def linear_layers(model):
    return [module for module in model.modules() if isinstance(module, nn.Linear)]
