# mistake: -
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.resnet, ex7_extract.feature_extractor.classifier
# what: the bias of the head is frozen
def feature_extractor(model, num_classes):
    model = replace_head(model, num_classes)
    head = [m for m in model.modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]
    for parameter in model.parameters():
        parameter.requires_grad = False
    head.weight.requires_grad = True
    return model
