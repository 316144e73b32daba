# mistake: -
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.alexnet_and_vgg, ex7_extract.replace_head.frozen_stays_frozen
# what: the whole classifier of AlexNet and VGG becomes one Linear: two trained layers are lost
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    for layer in model.classifier:
        if isinstance(layer, nn.Linear):
            model.classifier = nn.Linear(layer.in_features, num_classes).to(layer.weight)
            return model
        if isinstance(layer, nn.Conv2d):
            model.classifier[1] = nn.Conv2d(layer.in_channels, num_classes, 1).to(layer.weight)
            return model
