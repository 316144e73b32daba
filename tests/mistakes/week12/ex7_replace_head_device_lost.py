# mistake: -
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.device
# what: only the dtype is taken over: the new layer stays on the CPU
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Linear(old.in_features, num_classes, dtype=old.weight.dtype)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Linear(old.in_features, num_classes, dtype=old.weight.dtype)
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, num_classes, 1, dtype=old.weight.dtype)
            break
    return model
