# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: only what lies in the children: the model's own parameters are missing
def count_parameters(model, trainable_only=False):
    seen = {}
    for child in model.children():
        for p in child.parameters():
            if p.requires_grad or not trainable_only:
                seen[id(p)] = p.numel()
    return sum(seen.values())
