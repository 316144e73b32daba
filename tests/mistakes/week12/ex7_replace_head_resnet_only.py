# mistake: 292
# function: ex7_extract.replace_head
# caught: ex7_extract.replace_head.alexnet_and_vgg, ex7_extract.replace_head.squeezenet
# what: only ResNets
def replace_head(model, num_classes):
    old = model.fc
    model.fc = nn.Linear(old.in_features, num_classes).to(old.weight)
    return model
