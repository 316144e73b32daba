# mistake: 292
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.squeezenet, ex7_extract.replace_head.dtype
# what: classifier[-1] for every network: SqueezeNet's last entry is a pooling layer
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
    else:
        old = model.classifier[-1]
        model.classifier[-1] = nn.Linear(old.in_features, num_classes).to(old.weight)
    return model
