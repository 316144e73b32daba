# mistake: 290
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.nested
# what: tensors of the state_dict never require a gradient: always empty
def trainable_names(model):
    return [name for name, value in model.state_dict().items() if value.requires_grad]
