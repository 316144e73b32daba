# mistake: 277
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.same_object
# what: returns the new layer, not the model
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model.fc
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return layers[i]
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return layers[i]
