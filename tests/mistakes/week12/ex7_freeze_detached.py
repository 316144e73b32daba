# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: p = p.detach() changes only the loop variable
def freeze(model):
    for parameter in model.parameters():
        parameter = parameter.detach()
    return model
