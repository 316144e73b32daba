# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.frozen_too
# what: turns requires_grad on while it counts: the next count sees nothing frozen
def count_parameters(model, trainable_only=False):
    total = sum(p.numel() for p in model.parameters() if p.requires_grad or not trainable_only)
    for p in model.parameters():
        p.requires_grad = True
    return total
