# mistake: 79
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.resnet
# what: puts the new layer under a name that forward never uses
def replace_head(model, num_classes):
    last = [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    size = last.in_features if isinstance(last, nn.Linear) else last.in_channels
    model.head = nn.Linear(size, num_classes).to(last.weight)
    return model
