# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain
# what: "Linear" in str(module): containers too
def linear_layers(model):
    return [name for name, module in model.named_modules() if "Linear(" in str(module)]
