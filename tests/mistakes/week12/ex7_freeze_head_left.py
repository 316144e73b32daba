# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: leaves the last layer trainable
def freeze(model):
    for name, parameter in model.named_parameters():
        if not name.startswith(("fc", "classifier")):
            parameter.requires_grad = False
    return model
