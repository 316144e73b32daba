# mistake: -
# function: ex7_extract.extract_features
# caught: ex7_extract.extract_features.features, ex7_extract.extract_features.last_batch_of_one
# what: features scaled to length 1
def extract_features(model, loader):
    model.eval()
    features, labels = [], []
    hook = model.fc.register_forward_pre_hook(lambda module, inputs: features.append(inputs[0]))
    with torch.no_grad():
        for images, targets in loader:
            model(images)
            labels.append(targets)
    hook.remove()
    return nn.functional.normalize(torch.cat(features)), torch.cat(labels)
