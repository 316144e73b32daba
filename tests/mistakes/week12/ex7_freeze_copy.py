# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: freezes and returns a copy; the model itself stays trainable
def freeze(model):
    import copy

    model = copy.deepcopy(model)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model
