# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.model_intact
# what: a new .fc of the old size afterwards: the trained one is lost
def extract_features(model, loader):
    in_features, out_features = model.fc.in_features, model.fc.out_features
    model.fc = nn.Identity()
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    model.fc = nn.Linear(in_features, out_features)
    return torch.cat(features), torch.cat(labels)
