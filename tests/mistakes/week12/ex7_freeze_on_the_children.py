# mistake: 76
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: child.requires_grad = False for each child module
def freeze(model):
    for child in model.children():
        child.requires_grad = False
    return model
