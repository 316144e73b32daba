# mistake: 274
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet, ex7_extract.replace_head.alexnet_and_vgg
# what: assigns the new layer to a variable, not to the model
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        head = model.fc
        head = nn.Linear(head.in_features, num_classes).to(head.weight)
        return model
    for layer in reversed(model.classifier):
        if isinstance(layer, nn.Linear):
            layer = nn.Linear(layer.in_features, num_classes).to(layer.weight)
            break
        if isinstance(layer, nn.Conv2d):
            layer = nn.Conv2d(layer.in_channels, num_classes, 1).to(layer.weight)
            break
    return model
