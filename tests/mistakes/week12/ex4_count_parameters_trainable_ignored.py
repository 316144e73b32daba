# mistake: 341
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.trainable_only, ex4_inspect.count_parameters.frozen_too
# what: trainable_only is ignored
def count_parameters(model, trainable_only=False):
    return sum(p.numel() for p in model.parameters())
