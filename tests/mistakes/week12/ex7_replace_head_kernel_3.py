# mistake: -
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.squeezenet, ex7_extract.replace_head.dtype
# what: SqueezeNet's new convolution is 3x3
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(old.in_features, num_classes).to(old.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(old.in_features, num_classes).to(old.weight)
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, num_classes, 3, padding=1).to(old.weight)
            break
    return model
