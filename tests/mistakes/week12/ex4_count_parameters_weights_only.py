# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: only names with "weight": no bias
def count_parameters(model, trainable_only=False):
    return sum(
        p.numel()
        for name, p in model.named_parameters()
        if "weight" in name and (p.requires_grad or not trainable_only)
    )
