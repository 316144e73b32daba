# mistake: 341
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.trainable_only, ex4_inspect.count_parameters.frozen_too
# what: trainable: when the model is in train mode
def count_parameters(model, trainable_only=False):
    if trainable_only and not model.training:
        return 0
    return sum(p.numel() for p in model.parameters())
