# mistake: 241
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.shared
# what: remove_duplicate=False: a shared parameter counts twice
def count_parameters(model, trainable_only=False):
    total = 0
    for _, p in model.named_parameters(remove_duplicate=False):
        if trainable_only and not p.requires_grad:
            continue
        total += p.numel()
    return total
