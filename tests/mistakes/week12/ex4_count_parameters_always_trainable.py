# mistake: 342
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.frozen_too
# what: frozen parameters never count
def count_parameters(model, trainable_only=False):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)
