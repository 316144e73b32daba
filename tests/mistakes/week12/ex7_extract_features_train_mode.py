# mistake: 85
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.last_batch_of_one
# what: no eval(): batch norm uses the batch and its running_mean moves
def extract_features(model, loader):
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)
