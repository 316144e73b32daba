# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.nested
# what: stops at the first frozen parameter from the end
def trainable_names(model):
    names = []
    for name, parameter in reversed(list(model.named_parameters())):
        if not parameter.requires_grad:
            break
        names.insert(0, name)
    return names
