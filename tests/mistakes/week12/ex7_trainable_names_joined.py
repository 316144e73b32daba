# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: one string
def trainable_names(model):
    return "\n".join(name for name, parameter in model.named_parameters() if parameter.requires_grad)
