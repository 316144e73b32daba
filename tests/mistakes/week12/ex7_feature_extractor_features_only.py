# mistake: 278
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.classifier, ex7_extract.feature_extractor.some_frozen_before
# what: freezes model.features of AlexNet and VGG, not the first layers of the classifier
def feature_extractor(model, num_classes):
    frozen = model.features if hasattr(model, "features") else model
    for parameter in frozen.parameters():
        parameter.requires_grad = False
    return replace_head(model, num_classes)
