# mistake: 272
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: no_grad around nothing
def freeze(model):
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.grad = None
    return model
