# mistake: -
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.alexnet_and_vgg, ex7_extract.replace_head.frozen_stays_frozen
# what: every Linear of the classifier is a new one
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    last = max(i for i, layer in enumerate(layers) if isinstance(layer, (nn.Linear, nn.Conv2d)))
    for i, layer in enumerate(layers):
        if isinstance(layer, nn.Linear):
            out = num_classes if i == last else layer.out_features
            layers[i] = nn.Linear(layer.in_features, out).to(layer.weight)
        if isinstance(layer, nn.Conv2d):
            layers[i] = nn.Conv2d(layer.in_channels, num_classes, 1).to(layer.weight)
    return model
