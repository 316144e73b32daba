# mistake: 75
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.classifier, ex7_extract.feature_extractor.some_frozen_before
# what: freezes after the new head all whose name does not begin with fc
def feature_extractor(model, num_classes):
    model = replace_head(model, num_classes)
    for name, parameter in model.named_parameters():
        if not name.startswith("fc"):
            parameter.requires_grad = False
    return model
