# mistake: 76
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: model.requires_grad = False only adds an attribute to the module
def freeze(model):
    model.requires_grad = False
    return model
