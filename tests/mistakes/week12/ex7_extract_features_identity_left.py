# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.model_intact
# what: model.fc stays Identity afterwards
def extract_features(model, loader):
    model.fc = nn.Identity()
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
