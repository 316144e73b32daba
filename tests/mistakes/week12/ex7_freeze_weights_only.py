# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: the biases stay trainable
def freeze(model):
    for name, parameter in model.named_parameters():
        if name.endswith("weight"):
            parameter.requires_grad = False
    return model
