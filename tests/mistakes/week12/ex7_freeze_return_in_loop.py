# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: return inside the loop: only the first parameter is frozen
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad = False
        return model
