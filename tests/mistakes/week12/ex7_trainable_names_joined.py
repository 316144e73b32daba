# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: one string
def trainable_names(model):
    return "\n".join(name for name, parameter in model.named_parameters() if parameter.requires_grad)
