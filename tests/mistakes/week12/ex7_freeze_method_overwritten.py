# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: p.requires_grad_ = False replaces the method by a number
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad_ = False
    return model
