# mistake: 278
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.classifier, ex7_extract.feature_extractor.some_frozen_before
# what: all layers of the classifier stay trainable, not only the last
def feature_extractor(model, num_classes):
    model = replace_head(model, num_classes)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith(("fc", "classifier"))
    return model
