# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: p.data is another tensor: the parameter itself stays trainable
def freeze(model):
    for parameter in model.parameters():
        parameter.data.requires_grad = False
    return model
