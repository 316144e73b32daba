# mistake: 243
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.subclass
# what: type(...) is nn.Linear: subclasses are missing
def linear_layers(model):
    return [name for name, module in model.named_modules() if type(module) is nn.Linear]
