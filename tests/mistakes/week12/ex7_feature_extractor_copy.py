# mistake: 274
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.in_place
# what: works on a copy; the model itself is as before
def feature_extractor(model, num_classes):
    import copy

    model = copy.deepcopy(model)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return replace_head(model, num_classes)
