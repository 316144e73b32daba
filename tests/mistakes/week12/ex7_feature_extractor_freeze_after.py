# mistake: 75
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.resnet, ex7_extract.feature_extractor.classifier
# what: freezes after the new head is in place: nothing is trainable
def feature_extractor(model, num_classes):
    model = replace_head(model, num_classes)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return model
