# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.nested
# what: a parameter that belongs to a module with children is left out
def trainable_names(model):
    names = []
    for prefix, module in model.named_modules():
        if not list(module.children()):
            names += [name for name, p in module.named_parameters(prefix) if p.requires_grad]
    return names
