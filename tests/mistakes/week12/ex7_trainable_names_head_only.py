# mistake: -
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.all_and_none
# what: assumes that only the head is trainable
def trainable_names(model):
    return [name for name, _ in model.named_parameters() if name.startswith(("fc", "classifier"))]
