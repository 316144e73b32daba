# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: last layer first
def trainable_names(model):
    names = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            names.insert(0, name)
    return names
