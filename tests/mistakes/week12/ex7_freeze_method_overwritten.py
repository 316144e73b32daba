# mistake: 77
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: p.requires_grad_ = False replaces the method by a number
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad_ = False
    return model
