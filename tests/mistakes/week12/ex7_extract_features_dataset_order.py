# mistake: 285
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.shuffled_loader
# what: labels in the order of the data set, not of the loader
def extract_features(model, loader):
    model.eval()
    features = []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, _ in loader:
            model(images)
    hook.remove()
    labels = torch.tensor([int(loader.dataset[i][1]) for i in range(len(loader.dataset))])
    return torch.cat(features), labels
