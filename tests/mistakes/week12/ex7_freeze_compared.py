# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: == instead of =
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad == False
    return model
