# mistake: 81
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet, ex7_extract.replace_head.alexnet_and_vgg
# what: 2 classes written out
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, 2).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, 2).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, 2, 1).to(layers[i].weight)
            return model
