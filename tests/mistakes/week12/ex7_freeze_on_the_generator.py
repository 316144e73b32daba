# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: model.parameters().requires_grad = False
def freeze(model):
    model.parameters().requires_grad = False
    return model
