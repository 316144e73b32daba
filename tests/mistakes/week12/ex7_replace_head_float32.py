# mistake: 293
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.dtype
# what: the new layer is always float32: fails in a float64 model
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, kernel_size=1)
            return model
