# mistake: 272
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: eval() is taken for freezing
def freeze(model):
    model.eval()
    return model
