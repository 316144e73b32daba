# mistake: -
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.outputs, ex7_extract.feature_extractor.resnet
# what: builds a new network without the trained weights
def feature_extractor(model, num_classes):
    for module in model.modules():
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    for parameter in model.parameters():
        parameter.requires_grad = False
    return replace_head(model, num_classes)
