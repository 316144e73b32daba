# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: names of layers instead of parameters
def trainable_names(model):
    names = []
    for name, parameter in model.named_parameters():
        layer = name.rsplit(".", 1)[0]
        if parameter.requires_grad and layer not in names:
            names.append(layer)
    return names
