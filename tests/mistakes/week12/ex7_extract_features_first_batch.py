# mistake: 283
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.last_batch_of_one
# what: only the first batch
def extract_features(model, loader):
    model.eval()
    features = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    images, labels = next(iter(loader))
    with torch.no_grad():
        model(images)
    hook.remove()
    return features[0], labels
