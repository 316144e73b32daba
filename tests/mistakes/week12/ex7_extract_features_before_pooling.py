# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.labels
# what: children[:-2]: the feature maps before the pooling
def extract_features(model, loader):
    model.eval()
    body = nn.Sequential(*list(model.children())[:-2])
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(body(images).flatten(1))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
