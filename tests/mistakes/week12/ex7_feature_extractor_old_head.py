# mistake: 274
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.outputs, ex7_extract.feature_extractor.resnet
# what: keeps the old head of 1000 classes and unfreezes it
def feature_extractor(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    for parameter in list(model.parameters())[-2:]:
        parameter.requires_grad = True
    return model
