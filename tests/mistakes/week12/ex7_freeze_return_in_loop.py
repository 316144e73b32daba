# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: return inside the loop: only the first parameter is frozen
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad = False
        return model
