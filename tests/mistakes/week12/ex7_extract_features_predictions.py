# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.labels, ex7_extract.extract_features.last_batch_of_one
# what: predicted classes instead of the labels of the loader
def extract_features(model, loader):
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, _ in loader:
            labels.append(model(images).argmax(dim=1))
    hook.remove()
    return torch.cat(features), torch.cat(labels)
