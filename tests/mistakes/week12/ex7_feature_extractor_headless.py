# mistake: -
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.outputs, ex7_extract.feature_extractor.resnet
# what: the head becomes Identity: features come out, not classes
def feature_extractor(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    if hasattr(model, "fc"):
        model.fc = nn.Identity()
    else:
        model.classifier[-1] = nn.Identity()
    return model
