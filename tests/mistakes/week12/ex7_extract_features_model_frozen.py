# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.model_intact
# what: freezes the caller's model instead of using no_grad
def extract_features(model, loader):
    for parameter in model.parameters():
        parameter.requires_grad = False
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    for images, targets in loader:
        model(images)
        labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)
