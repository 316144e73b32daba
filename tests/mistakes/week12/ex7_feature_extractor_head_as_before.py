# mistake: -
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.some_frozen_before
# what: the new head takes over requires_grad of the old one
def feature_extractor(model, num_classes):
    old = [p.requires_grad for p in model.parameters()][-1]
    for parameter in model.parameters():
        parameter.requires_grad = False
    model = replace_head(model, num_classes)
    for parameter in list(model.parameters())[-2:]:
        parameter.requires_grad = old
    return model
