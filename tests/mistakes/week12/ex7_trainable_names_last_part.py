# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: only the last part of the dotted name
def trainable_names(model):
    return [name.split(".")[-1] for name, parameter in model.named_parameters() if parameter.requires_grad]
