# mistake: 293
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.dtype
# what: the new layer is always float32
def feature_extractor(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes)
        return model
    for i, layer in list(enumerate(model.classifier))[::-1]:
        if isinstance(layer, nn.Linear):
            model.classifier[i] = nn.Linear(layer.in_features, num_classes)
            break
        if isinstance(layer, nn.Conv2d):
            model.classifier[i] = nn.Conv2d(layer.in_channels, num_classes, 1)
            break
    return model
