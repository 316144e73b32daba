# mistake: 290
# function: ex7_extract.trainable_names
# caught: ex7_extract.trainable_names.some, ex7_extract.trainable_names.nested
# what: asks for .grad, which is None before the first backward
def trainable_names(model):
    return [name for name, parameter in model.named_parameters() if parameter.grad is not None]
