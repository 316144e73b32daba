# mistake: 274
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.in_place
# what: returns a changed copy; the model itself keeps its head
def replace_head(model, num_classes):
    import copy

    model = copy.deepcopy(model)
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return model
