# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: child.requires_grad = False for each child module
def freeze(model):
    for child in model.children():
        child.requires_grad = False
    return model
