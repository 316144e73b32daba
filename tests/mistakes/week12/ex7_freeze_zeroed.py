# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: sets the weights to zero as well
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad = False
        parameter.zero_()
    return model
