# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: a set of the sizes: layers of one size count once
def count_parameters(model, trainable_only=False):
    return sum({p.numel() for p in model.parameters() if p.requires_grad or not trainable_only})
