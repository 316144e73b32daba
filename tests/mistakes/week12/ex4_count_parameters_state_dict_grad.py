# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.trainable_only, ex4_inspect.count_parameters.frozen_too
# what: state_dict holds detached tensors: nothing in it requires a gradient
def count_parameters(model, trainable_only=False):
    if not trainable_only:
        return sum(p.numel() for p in model.parameters())
    return sum(t.numel() for t in model.state_dict().values() if t.requires_grad)
