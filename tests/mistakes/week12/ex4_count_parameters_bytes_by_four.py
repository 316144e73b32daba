# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: bytes through 4: wrong in half precision
def count_parameters(model, trainable_only=False):
    return sum(p.nbytes // 4 for p in model.parameters() if p.requires_grad or not trainable_only)
