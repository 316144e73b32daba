# mistake: 78
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet, ex7_extract.replace_head.alexnet_and_vgg
# what: sets out_features, a number that nothing reads
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc.out_features = num_classes
        return model
    for layer in model.classifier:
        if isinstance(layer, nn.Linear):
            last = layer
        if isinstance(layer, nn.Conv2d):
            layer.out_channels = num_classes
            return model
    last.out_features = num_classes
    return model
