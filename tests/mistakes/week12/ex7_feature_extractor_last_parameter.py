# mistake: -
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.resnet, ex7_extract.feature_extractor.classifier
# what: only the very last parameter, the bias, is trainable
def feature_extractor(model, num_classes):
    model = replace_head(model, num_classes)
    for parameter in list(model.parameters())[:-1]:
        parameter.requires_grad = False
    return model
