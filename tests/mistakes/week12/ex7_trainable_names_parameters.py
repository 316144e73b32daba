# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: the parameters themselves, not their names
def trainable_names(model):
    return [parameter for parameter in model.parameters() if parameter.requires_grad]
