# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: all but the last weight and bias, as for a feature extractor
def freeze(model):
    for parameter in list(model.parameters())[:-2]:
        parameter.requires_grad = False
    return model
