# mistake: -
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet, ex7_extract.replace_head.alexnet_and_vgg
# what: two new layers instead of one
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        old = model.fc
        model.fc = nn.Sequential(nn.Linear(old.in_features, 16).to(old.weight), nn.ReLU(), nn.Linear(16, num_classes).to(old.weight))
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        old = layers[i]
        if isinstance(old, nn.Linear):
            layers[i] = nn.Sequential(nn.Linear(old.in_features, 16).to(old.weight), nn.ReLU(), nn.Linear(16, num_classes).to(old.weight))
            break
        if isinstance(old, nn.Conv2d):
            layers[i] = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
            break
    return model
