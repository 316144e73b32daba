# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: in alphabetical order
def trainable_names(model):
    return sorted(name for name, parameter in model.named_parameters() if parameter.requires_grad)
