# mistake: -
# function: ex7_extract.freeze
# caught: ?
# what: freezes convolutions only: batch norm and linear layers stay trainable
def freeze(model):
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            for parameter in module.parameters():
                parameter.requires_grad = False
    return model
