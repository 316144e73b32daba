# mistake: 292
# function: ex7_extract.feature_extractor
# caught: ex7_extract.feature_extractor.outputs, ex7_extract.feature_extractor.classifier
# what: only ResNets have .fc
def feature_extractor(model, num_classes):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.fc = nn.Linear(model.fc.in_features, num_classes).to(model.fc.weight)
    return model
