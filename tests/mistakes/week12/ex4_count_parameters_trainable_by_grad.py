# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.trainable_only, ex4_inspect.count_parameters.frozen_too
# what: trainable: those that already have a .grad
def count_parameters(model, trainable_only=False):
    return sum(p.numel() for p in model.parameters() if not trainable_only or p.grad is not None)
