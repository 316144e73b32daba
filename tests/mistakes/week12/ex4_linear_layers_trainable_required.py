# mistake: -
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.other_layers
# what: frozen layers are missing
def linear_layers(model):
    return [n for n, m in model.named_modules() if isinstance(m, nn.Linear) and m.weight.requires_grad]
