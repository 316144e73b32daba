# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: freezes the parameters of the first child only
def freeze(model):
    first = next(iter(model.children()))
    for parameter in first.parameters():
        parameter.requires_grad = False
    return model
