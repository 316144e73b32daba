# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.labels
# what: room for full batches only: rows of zeros remain at the end
def extract_features(model, loader):
    model.eval()
    count = len(loader) * loader.batch_size
    features = torch.zeros(count, model.fc.in_features)
    labels = torch.zeros(count, dtype=torch.long)
    rows = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: rows.append(inputs[0]))
    done = 0
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            features[done : done + len(images)] = rows[-1]
            labels[done : done + len(images)] = targets
            done += len(images)
    hook.remove()
    return features, labels
