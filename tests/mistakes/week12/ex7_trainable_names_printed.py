# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: prints the names and returns None
def trainable_names(model):
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            print("\t", name)
