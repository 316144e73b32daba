# mistake: 287
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.labels
# what: walks through the data set with a loader of its own
def extract_features(model, loader):
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in DataLoader(loader.dataset, batch_size=loader.batch_size):
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)
