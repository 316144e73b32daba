# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.trainable_only, ex4_inspect.count_parameters.frozen_too
# what: with trainable_only, counts the frozen ones
def count_parameters(model, trainable_only=False):
    return sum(p.numel() for p in model.parameters() if p.requires_grad != trainable_only)
