# mistake: 283
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.last_batch_of_one
# what: every batch overwrites the one before
def extract_features(model, loader):
    model.eval()
    fc = model.fc
    model.fc = nn.Identity()
    with torch.no_grad():
        for images, labels in loader:
            features = model(images)
    model.fc = fc
    return features, labels
