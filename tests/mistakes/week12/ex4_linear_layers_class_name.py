# mistake: 243
# function: ex4_inspect.linear_layers
# caught: ex4_inspect.linear_layers.subclass
# what: by the name of the class: subclasses are missing
def linear_layers(model):
    return [name for name, m in model.named_modules() if m.__class__.__name__ == "Linear"]
