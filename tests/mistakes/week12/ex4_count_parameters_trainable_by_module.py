# mistake: -
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.trainable_only, ex4_inspect.count_parameters.frozen_too
# what: takes a layer as trainable when its first parameter is
def count_parameters(model, trainable_only=False):
    seen = {}
    for module in model.modules():
        own = list(module.parameters(recurse=False))
        if own and (own[0].requires_grad or not trainable_only):
            seen.update({id(p): p.numel() for p in own})
    return sum(seen.values())
