# mistake: -
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet, ex7_extract.replace_head.alexnet_and_vgg
# what: a further layer after the old head, not a new head
def replace_head(model, num_classes):
    if hasattr(model, "fc"):
        model.fc = nn.Sequential(model.fc, nn.Linear(model.fc.out_features, num_classes).to(model.fc.weight))
        return model
    last = model.classifier[-1]
    if isinstance(last, nn.Linear):
        model.classifier.append(nn.Linear(last.out_features, num_classes).to(last.weight))
    else:
        conv = model.classifier[1]
        model.classifier[1] = nn.Sequential(
            conv, nn.Conv2d(conv.out_channels, num_classes, kernel_size=1).to(conv.weight)
        )
    return model
