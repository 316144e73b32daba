# mistake: 282
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.labels
# what: [N, D, 1, 1]: all children but the last, without flatten
def extract_features(model, loader):
    body = nn.Sequential(*list(model.children())[:-1])
    body.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(body(images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
