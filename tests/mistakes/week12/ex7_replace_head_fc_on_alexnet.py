# mistake: 79
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.alexnet_and_vgg, ex7_extract.replace_head.frozen_stays_frozen
# what: AlexNet and VGG get .fc, which their forward never uses
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        old = model.fc
    else:
        old = [m for m in model.classifier if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    if isinstance(old, nn.Conv2d):
        model.classifier[1] = nn.Conv2d(old.in_channels, num_classes, 1).to(old.weight)
    else:
        model.fc = nn.Linear(old.in_features, num_classes).to(old.weight)
    return model
