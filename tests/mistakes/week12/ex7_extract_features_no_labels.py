# mistake: 298
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.labels
# what: forgets the labels
def extract_features(model, loader):
    model.eval()
    features = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, _ in loader:
            model(images)
    hook.remove()
    return torch.cat(features)
