# mistake: -
# function: ex7_extract.replace_head
# caught: ?
# what: only ResNets
def replace_head(model, num_classes):
    old = model.fc
    model.fc = nn.Linear(old.in_features, num_classes).to(old.weight)
    return model
