# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: how many instead of which
def trainable_names(model):
    return sum(1 for parameter in model.parameters() if parameter.requires_grad)
