# mistake: 275
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet, ex7_extract.replace_head.alexnet_and_vgg
# what: a softmax after the new layer
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        head = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        model.fc = nn.Sequential(head, nn.Softmax(dim=1))
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            head = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            layers[i] = nn.Sequential(head, nn.Softmax(dim=1))
            return model
        if isinstance(layers[i], nn.Conv2d):
            head = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            layers[i] = nn.Sequential(head, nn.Softmax(dim=1))
            return model
