# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: returns None
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad = False
