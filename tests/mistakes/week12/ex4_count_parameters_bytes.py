# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: bytes, not numbers
def count_parameters(model, trainable_only=False):
    return sum(p.nbytes for p in model.parameters() if p.requires_grad or not trainable_only)
