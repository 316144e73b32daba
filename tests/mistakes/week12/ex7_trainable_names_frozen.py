# mistake: 289
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: the frozen ones
def trainable_names(model):
    return [name for name, parameter in model.named_parameters() if not parameter.requires_grad]
