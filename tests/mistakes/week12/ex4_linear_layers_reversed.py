# mistake: 344
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.plain
# what: last layer first
def linear_layers(model):
    return [name for name, module in model.named_modules() if isinstance(module, nn.Linear)][::-1]
