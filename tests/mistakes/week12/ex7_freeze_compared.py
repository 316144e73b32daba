# mistake: 272
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: == instead of =
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad == False
    return model
