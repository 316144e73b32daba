# mistake: -
# function: ex3_data.load_cifar10
# caught: ?
# what: PILToTensor: uint8 in 0..255
def load_cifar10(root, train):
    return datasets.CIFAR10(root, train=train, transform=transforms.PILToTensor(), download=False)
