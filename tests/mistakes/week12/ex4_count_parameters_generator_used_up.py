# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: the generator is used up by the first pass
def count_parameters(model, trainable_only=False):
    parameters = model.parameters()
    if not any(p.requires_grad for p in parameters):
        parameters = model.parameters()
    return sum(p.numel() for p in parameters if p.requires_grad or not trainable_only)
