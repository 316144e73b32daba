# mistake: 272
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: p.data is another tensor: the parameter itself stays trainable
def freeze(model):
    for parameter in model.parameters():
        parameter.data.requires_grad = False
    return model
