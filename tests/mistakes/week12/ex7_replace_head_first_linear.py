# mistake: 279
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.alexnet_and_vgg, ex7_extract.replace_head.frozen_stays_frozen
# what: the first Linear of the classifier instead of the last
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i, layer in enumerate(layers):
        if isinstance(layer, nn.Linear):
            layers[i] = nn.Linear(layer.in_features, num_classes).to(layer.weight)
            return model
        if isinstance(layer, nn.Conv2d):
            layers[i] = nn.Conv2d(layer.in_channels, num_classes, 1).to(layer.weight)
            return model
