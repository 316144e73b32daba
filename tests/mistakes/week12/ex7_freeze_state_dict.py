# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: state_dict() gives detached tensors: the parameters stay trainable
def freeze(model):
    for value in model.state_dict().values():
        value.requires_grad = False
    return model
