# mistake: 77
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.resnet, ex7_extract.feature_extractor.classifier
# what: p.requires_gard = False: a typo, nothing is frozen
def feature_extractor(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_gard = False
    return replace_head(model, num_classes)
