# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: freezes convolutions only: batch norm and linear layers stay trainable
def freeze(model):
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            for parameter in module.parameters():
                parameter.requires_grad = False
    return model
