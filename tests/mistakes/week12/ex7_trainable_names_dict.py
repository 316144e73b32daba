# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: a dict of the parameters
def trainable_names(model):
    return {name: parameter for name, parameter in model.named_parameters() if parameter.requires_grad}
