# mistake: -
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.alexnet_and_vgg, ex7_extract.replace_head.squeezenet
# what: AlexNet's and VGG's classifier is put together anew without its dropout
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = [layer for layer in model.classifier if not isinstance(layer, nn.Dropout)]
    old = [layer for layer in layers if isinstance(layer, (nn.Linear, nn.Conv2d))][-1]
    if isinstance(old, nn.Linear):
        new = nn.Linear(old.in_features, num_classes).to(old.weight)
    else:
        new = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
    model.classifier = nn.Sequential(*[new if layer is old else layer for layer in layers])
    return model
