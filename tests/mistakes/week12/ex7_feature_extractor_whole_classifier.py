# mistake: -
# function: ex7_extract.feature_extractor
# caught: ?
# what: all layers of the classifier stay trainable, not only the last
def feature_extractor(model, num_classes):
    model = replace_head(model, num_classes)
    for name, parameter in model.named_parameters():
        parameter.requires_grad = name.startswith(("fc", "classifier"))
    return model
