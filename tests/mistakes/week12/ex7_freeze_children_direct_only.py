# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: one level deep only: parameters of nested blocks stay trainable
def freeze(model):
    for child in model.children():
        for parameter in child.parameters(recurse=False):
            parameter.requires_grad = False
    return model
