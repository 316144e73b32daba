# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain
# what: looks inside nn.Sequential only
def linear_layers(model):
    names = []
    for name, module in model.named_modules():
        if isinstance(module, nn.Sequential):
            names += [
                f"{name}.{i}".lstrip(".") for i, m in module.named_children() if isinstance(m, nn.Linear)
            ]
    return names
