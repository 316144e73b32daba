# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: shape[0] * shape[1]: wrong for convolutions, and a bias has no shape[1]
def count_parameters(model, trainable_only=False):
    total = 0
    for p in model.parameters():
        if trainable_only and not p.requires_grad:
            continue
        total += p.shape[0] * p.shape[1] if p.dim() > 1 else p.shape[0]
    return total
