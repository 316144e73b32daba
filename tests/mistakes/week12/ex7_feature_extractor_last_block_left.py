# mistake: -
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.resnet, ex7_extract.feature_extractor.some_frozen_before
# what: the last block of a ResNet stays trainable
def feature_extractor(model, num_classes):
    for name, parameter in model.named_parameters():
        if not name.startswith("layer4"):
            parameter.requires_grad = False
    return replace_head(model, num_classes)
