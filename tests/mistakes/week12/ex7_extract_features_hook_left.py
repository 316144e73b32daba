# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.no_hook_left
# what: the hook is never removed
def extract_features(model, loader):
    model.eval()
    features, labels = [], []
    model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
