# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: eval() is taken for freezing
def freeze(model):
    model.eval()
    return model
