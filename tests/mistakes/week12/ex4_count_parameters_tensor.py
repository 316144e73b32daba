# mistake: 343
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: a tensor, not an int
def count_parameters(model, trainable_only=False):
    return sum(torch.tensor(p.numel()) for p in model.parameters() if p.requires_grad or not trainable_only)
