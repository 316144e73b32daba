# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: the names of all parameters
def trainable_names(model):
    return [name for name, parameter in model.named_parameters()]
