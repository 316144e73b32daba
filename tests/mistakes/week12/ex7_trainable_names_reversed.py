# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: last layer first
def trainable_names(model):
    names = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            names.insert(0, name)
    return names
