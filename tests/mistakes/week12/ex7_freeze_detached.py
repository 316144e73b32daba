# mistake: 272
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: p = p.detach() changes only the loop variable
def freeze(model):
    for parameter in model.parameters():
        parameter = parameter.detach()
    return model
