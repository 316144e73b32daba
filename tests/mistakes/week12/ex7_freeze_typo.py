# mistake: 77
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: p.require_grad = False: a typo, silently a new attribute
def freeze(model):
    for parameter in model.parameters():
        parameter.require_grad = False
    return model
