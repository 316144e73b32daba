# mistake: 287
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features
# what: makes its own shuffled loader: another order
def extract_features(model, loader):
    loader = DataLoader(loader.dataset, batch_size=loader.batch_size, shuffle=True)
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return torch.cat(features), torch.cat(labels)
