# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers
# what: only two and more dimensions: no biases, no scales
def count_parameters(model, trainable_only=False):
    parameters = [p for p in model.parameters() if p.dim() > 1]
    return sum(p.numel() for p in parameters if p.requires_grad or not trainable_only)
