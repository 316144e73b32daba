# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.labels
# what: a new hook for every batch: early batches are kept several times
def extract_features(model, loader):
    model.eval()
    features, labels, hooks = [], [], []
    with torch.no_grad():
        for images, targets in loader:
            hooks.append(
                model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
            )
            model(images)
            labels.append(targets)
    for hook in hooks:
        hook.remove()
    return torch.cat(features), torch.cat(labels)
