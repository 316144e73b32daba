# mistake: 294
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.frozen_stays_frozen
# what: the new layer takes over requires_grad of the old one, so a frozen model gets a frozen head
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
    new.requires_grad_(old.weight.requires_grad)
    setattr(parent, name, new)
    return model
