# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.labels
# what: one row for each batch: the mean over it
def extract_features(model, loader):
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.stack([f.mean(0) for f in features]), torch.cat(labels)
