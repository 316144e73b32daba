# mistake: 242
# function: ex4_inspect.count_parameters
# caught: ex4_inspect.count_parameters.all_layers, ex4_inspect.count_parameters.frozen_too
# what: the state dict: buffers such as running_mean count too
def count_parameters(model, trainable_only=False):
    if trainable_only:
        return sum(p.numel() for p in model.parameters() if p.requires_grad)
    return sum(t.numel() for t in model.state_dict().values())
