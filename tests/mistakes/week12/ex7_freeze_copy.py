# mistake: 272
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.in_place
# what: freezes and returns a copy; the model itself stays trainable
def freeze(model):
    import copy

    model = copy.deepcopy(model)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model
