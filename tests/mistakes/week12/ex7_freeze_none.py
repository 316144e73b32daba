# mistake: 280
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.same_object
# what: returns None
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad = False
