# mistake: 271
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: model.parameters().requires_grad = False
def freeze(model):
    model.parameters().requires_grad = False
    return model
