# mistake: 76
# function: ex7_extract.freeze
# caught: ?
# what: model.requires_grad = False only adds an attribute to the module
def freeze(model):
    model.requires_grad = False
    return model
