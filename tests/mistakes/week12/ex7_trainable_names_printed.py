# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: prints the names and returns None
def trainable_names(model):
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            print("\t", name)
