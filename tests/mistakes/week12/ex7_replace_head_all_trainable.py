# mistake: 83
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.frozen_stays_frozen, ex7_extract.replace_head.trainable_stays_trainable
# what: sets requires_grad of all parameters: frozen weights train again
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
    else:
        layers = model.classifier
        for i in reversed(range(len(layers))):
            if isinstance(layers[i], nn.Linear):
                layers[i] = nn.Linear(layers[i].in_features, num_classes).to(layers[i].weight)
                break
            if isinstance(layers[i], nn.Conv2d):
                layers[i] = nn.Conv2d(layers[i].in_channels, num_classes, 1).to(layers[i].weight)
                break
    for parameter in model.parameters():
        parameter.requires_grad = True
    return model
