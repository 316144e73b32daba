# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: parameters with equal values count once: two zero biases are two
def count_parameters(model, trainable_only=False):
    unique = []
    for p in model.parameters():
        if trainable_only and not p.requires_grad:
            continue
        if not any(p.shape == q.shape and bool((p == q).all()) for q in unique):
            unique.append(p)
    return sum(p.numel() for p in unique)
