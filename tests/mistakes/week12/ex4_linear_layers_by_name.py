# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain
# what: by the usual names: fc and classifier
def linear_layers(model):
    return [
        name
        for name, module in model.named_modules()
        if ("fc" in name or "classifier" in name) and isinstance(module, nn.Linear)
    ]
