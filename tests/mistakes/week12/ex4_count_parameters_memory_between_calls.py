# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.shared
# what: the set of seen parameters is a default argument: it lives on between calls
def count_parameters(model, trainable_only=False, seen=set()):
    total = 0
    for p in model.parameters():
        if id(p) in seen or (trainable_only and not p.requires_grad):
            continue
        seen.add(id(p))
        total += p.numel()
    return total
