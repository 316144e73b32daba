# mistake: -
# function: ex7_extract.trainable_names
# caught: ?
# what: asks for .grad, which is None before the first backward
def trainable_names(model):
    return [name for name, parameter in model.named_parameters() if parameter.grad is not None]
