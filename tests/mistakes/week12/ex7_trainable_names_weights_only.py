# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: no biases
def trainable_names(model):
    names = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad and "weight" in name:
            names.append(name)
    return names
