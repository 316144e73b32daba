# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: the parameters themselves, not their names
def trainable_names(model):
    return [parameter for parameter in model.parameters() if parameter.requires_grad]
