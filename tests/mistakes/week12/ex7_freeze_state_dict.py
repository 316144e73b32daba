# mistake: 272
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: state_dict() gives detached tensors: the parameters stay trainable
def freeze(model):
    for value in model.state_dict().values():
        value.requires_grad = False
    return model
