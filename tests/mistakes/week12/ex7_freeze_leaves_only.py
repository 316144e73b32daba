# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.any_network
# what: a parameter that belongs to a module with children is left out
def freeze(model):
    for module in model.modules():
        if not list(module.children()):
            for parameter in module.parameters():
                parameter.requires_grad = False
    return model
