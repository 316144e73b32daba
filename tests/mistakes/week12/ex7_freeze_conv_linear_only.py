# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: batch norm stays trainable
def freeze(model):
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            for parameter in module.parameters():
                parameter.requires_grad = False
    return model
