# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: the frozen ones
def trainable_names(model):
    return [name for name, parameter in model.named_parameters() if not parameter.requires_grad]
