# mistake: -
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.some_frozen_before
# what: not p.requires_grad: what was frozen becomes trainable
def feature_extractor(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = not parameter.requires_grad
    return replace_head(model, num_classes)
