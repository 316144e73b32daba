# mistake: -
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.resnet, ex7_extract.feature_extractor.classifier
# what: batch norm stays trainable
def feature_extractor(model, num_classes):
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            continue
        for parameter in module.parameters(recurse=False):
            parameter.requires_grad = False
    return replace_head(model, num_classes)
