# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: all but the last weight and bias, as for a feature extractor
def freeze(model):
    for parameter in list(model.parameters())[:-2]:
        parameter.requires_grad = False
    return model
