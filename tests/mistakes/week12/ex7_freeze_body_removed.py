# mistake: -
# function: ex7_extract.freeze
# caught: ?
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
