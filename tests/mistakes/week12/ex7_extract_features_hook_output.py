# mistake: 281
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.labels
# what: the hook keeps the output of .fc, not its input
def extract_features(model, loader):
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_hook(lambda module, inputs, output: features.append(output))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)
