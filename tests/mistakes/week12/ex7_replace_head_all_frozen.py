# mistake: 276
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.trainable_stays_trainable
# what: freezes the rest of the network as well
def replace_head(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
        return model
    layers = model.classifier
    for i in reversed(range(len(layers))):
        if isinstance(layers[i], nn.Linear):
            layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
            return model
        if isinstance(layers[i], nn.Conv2d):
            layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
            return model
