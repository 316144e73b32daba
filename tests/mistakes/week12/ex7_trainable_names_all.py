# mistake: 288
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: the names of all parameters
def trainable_names(model):
    return [name for name, parameter in model.named_parameters()]
