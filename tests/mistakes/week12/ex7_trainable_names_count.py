# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: how many instead of which
def trainable_names(model):
    return sum(1 for parameter in model.parameters() if parameter.requires_grad)
