# mistake: 281
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.labels
# what: the logits, what .fc returns
def extract_features(model, loader):
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
