# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: assumes that only the head is trainable
def trainable_names(model):
    return [name for name, _ in model.named_parameters() if name.startswith(("fc", "classifier"))]
