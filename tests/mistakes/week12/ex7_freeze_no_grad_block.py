# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: no_grad around nothing
def freeze(model):
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.grad = None
    return model
