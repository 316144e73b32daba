# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.some_frozen_before
# what: not p.requires_grad: what was frozen becomes trainable again
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad = not parameter.requires_grad
    return model
