# mistake: 341
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.trainable_only, ex4_inspect.count_parameters.frozen_too
# what: assigns requires_grad instead of asking for it
def count_parameters(model, trainable_only=False):
    total = 0
    for p in model.parameters():
        if trainable_only:
            p.requires_grad = True
        total += p.numel()
    return total
