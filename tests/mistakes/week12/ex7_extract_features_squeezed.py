# mistake: 295
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.last_batch_of_one
# what: squeeze makes a last batch of one image [D] instead of [1, D]
def extract_features(model, loader):
    model.eval()
    body = nn.Sequential(*list(model.children())[:-1])
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(body(images).squeeze())
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
