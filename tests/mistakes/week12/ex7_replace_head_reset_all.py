# mistake: -
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet, ex7_extract.replace_head.alexnet_and_vgg
# what: initialises every layer anew: what was learned is lost
def replace_head(model, num_classes):
    parent, name = model, "fc"
    if not hasattr(model, "fc"):
        parent = model.classifier
        name = [n for n, m in parent.named_children() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    old = getattr(parent, name)
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes).to(old.weight)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
    setattr(parent, name, new)
    for module in model.modules():
        if isinstance(module, (nn.Linear, nn.Conv2d)):
            nn.init.kaiming_normal_(module.weight)
    return model
