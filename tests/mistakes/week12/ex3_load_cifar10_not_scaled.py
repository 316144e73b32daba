# mistake: 332
# function: ex3_data.load_cifar10
# caught: ex3_data.load_cifar10.train
# what: floats in 0..255
def load_cifar10(root, train):
    transform = transforms.Compose([transforms.PILToTensor(), transforms.Lambda(lambda x: x.float())])
    return datasets.CIFAR10(root, train=train, transform=transform, download=False)
