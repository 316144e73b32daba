# mistake: 272
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.resnet, ex7_extract.feature_extractor.classifier
# what: new head, but nothing is frozen
def feature_extractor(model, num_classes):
    return replace_head(model, num_classes)
