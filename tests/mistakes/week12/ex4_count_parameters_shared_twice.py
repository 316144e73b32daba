# mistake: 241
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.shared
# what: goes through every module: a shared parameter counts twice
def count_parameters(model, trainable_only=False):
    total = 0
    for module in model.modules():
        for p in module.parameters(recurse=False):
            if not trainable_only or p.requires_grad:
                total += p.numel()
    return total
