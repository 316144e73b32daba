# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: counts the numbers that are not zero
def count_parameters(model, trainable_only=False):
    total = 0
    for p in model.parameters():
        if p.requires_grad or not trainable_only:
            total += int(torch.count_nonzero(p))
    return total
