# mistake: -
# function: ex7_extract.feature_extractor
# caught: ?
# what: works on a copy; the model itself is as before
def feature_extractor(model, num_classes):
    import copy

    model = copy.deepcopy(model)
    for parameter in model.parameters():
        parameter.requires_grad = False
    return replace_head(model, num_classes)
