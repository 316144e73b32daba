# mistake: 280
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.same_object
# what: returns None
def feature_extractor(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    replace_head(model, num_classes)
