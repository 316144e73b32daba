# mistake: 279
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.alexnet_and_vgg, ex7_extract.replace_head.frozen_stays_frozen
# what: the whole classifier becomes one Linear of the last layer's width: shape error
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    last = model.classifier[-1]
    if isinstance(last, nn.Linear):
        model.classifier = nn.Linear(last.in_features, num_classes).to(last.weight)
    else:
        conv = model.classifier[1]
        model.classifier[1] = nn.Conv2d(conv.in_channels, num_classes, 1).to(conv.weight)
    return model
