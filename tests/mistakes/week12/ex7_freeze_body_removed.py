# mistake: -
# function: ex7_extract.freeze
# caught: ex7_extract.freeze.resnet, ex7_extract.freeze.any_network
# what: freezes, and takes the last layer away
def freeze(model):
    for parameter in model.parameters():
        parameter.requires_grad = False
    if hasattr(model, "fc"):
        model.fc = nn.Identity()
    else:
        *_, name = dict(model.named_children())
        setattr(model, name, nn.Identity())
    return model
