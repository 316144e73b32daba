# mistake: 80
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet, ex7_extract.replace_head.frozen_stays_frozen
# what: Linear(512, ...) for every ResNet
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(512, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return model
