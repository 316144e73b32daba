# mistake: 285
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.shuffled_loader
# what: labels from a second pass over the loader: another order when it shuffles
def extract_features(model, loader):
    model.eval()
    features = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, _ in loader:
            model(images)
    hook.remove()
    labels = [targets for _, targets in loader]
    return torch.cat(features), torch.cat(labels)
