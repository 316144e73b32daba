# mistake: -
# function: ex7_extract.feature_extractor
# caught: ?
# what: new head, but nothing is frozen
def feature_extractor(model, num_classes):
    return replace_head(model, num_classes)
